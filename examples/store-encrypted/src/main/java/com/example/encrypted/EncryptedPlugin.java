package com.example.encrypted;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.CertificateStoreFactory;
import java.util.List;

/** The door through which weir finds the store. */
public final class EncryptedPlugin implements WeirPlugin {

  @Override
  public List<CertificateStoreFactory<?>> certificateStores() {
    return List.of(new Factory());
  }

  private static final class Factory implements CertificateStoreFactory<EncryptedConfig> {
    // There is one factory in a process, and what its stores have to share is here.
    private final FileLocks locks = new FileLocks();

    @Override
    public String kind() {
      return "encrypted";
    }

    @Override
    public Class<EncryptedConfig> configType() {
      return EncryptedConfig.class;
    }

    @Override
    public CertificateStore create(EncryptedConfig config, PluginContext context) {
      return new EncryptedStore(config.folderPath(), EntryCipher.of(config.keyPath()), locks);
    }
  }
}
