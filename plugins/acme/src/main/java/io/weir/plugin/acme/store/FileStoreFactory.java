package io.weir.plugin.acme.store;

import io.weir.api.PluginContext;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.CertificateStoreFactory;
import java.io.IOException;
import java.nio.file.Path;

/** Offers the store {@code file}. */
public final class FileStoreFactory implements CertificateStoreFactory<FileStoreConfig> {
  private final FileLocks locks = new FileLocks();

  @Override
  public String kind() {
    return "file";
  }

  @Override
  public Class<FileStoreConfig> configType() {
    return FileStoreConfig.class;
  }

  @Override
  public CertificateStore create(FileStoreConfig config, PluginContext context) throws Exception {
    Path folder = config.path().isPresent() ? config.path().get() : context.dataDirectory();
    return open(folder, context);
  }

  /** A store in a folder, which is made if it is not there. */
  public CertificateStore open(Path folder, PluginContext context) throws IOException {
    return FileStore.open(folder, locks, context.logger());
  }
}
