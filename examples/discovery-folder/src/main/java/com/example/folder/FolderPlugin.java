package com.example.folder;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import java.util.List;

/** The door through which weir finds the discovery. */
public final class FolderPlugin implements WeirPlugin {

  @Override
  public List<DiscoveryFactory<?>> discoveries() {
    return List.of(new Factory());
  }

  private static final class Factory implements DiscoveryFactory<FolderConfig> {
    @Override
    public String kind() {
      return "folder";
    }

    @Override
    public Class<FolderConfig> configType() {
      return FolderConfig.class;
    }

    @Override
    public Discovery create(FolderConfig config, PluginContext context) {
      return new FolderDiscovery(config.folderPath(), context);
    }
  }
}
