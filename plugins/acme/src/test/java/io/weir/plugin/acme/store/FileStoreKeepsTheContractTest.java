package io.weir.plugin.acme.store;

import io.weir.api.certificate.CertificateStoreFactory;
import io.weir.testkit.contract.CertificateStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store does what the API asks of one. */
@Timeout(120)
class FileStoreKeepsTheContractTest extends CertificateStoreContract {
  @TempDir private Path parent;

  // One for all products, as in a process.
  private final FileStoreFactory factory = new FileStoreFactory();

  @Override
  protected CertificateStoreFactory<?> factory() {
    return factory;
  }

  @Override
  protected Record config() {
    return new FileStoreConfig(Optional.of(parent.resolve("store")));
  }
}
