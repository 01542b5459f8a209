package io.weir.plugin.consul.store;

import io.weir.api.certificate.CertificateStoreFactory;
import io.weir.testkit.contract.CertificateStoreContract;
import io.weir.testkit.peer.ConsulAgent;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store does what the API asks of one, in a real agent. */
@Tag("peer")
@Timeout(120)
class ConsulStoreKeepsTheContractTest extends CertificateStoreContract {
  private static ConsulAgent agent;

  private final String prefix = "weir/" + UUID.randomUUID();

  @BeforeAll
  static void startConsul(@TempDir Path folder) throws Exception {
    agent = ConsulAgent.startOrSkip(folder);
  }

  @AfterAll
  static void stopConsul() {
    if (agent != null) {
      agent.close();
    }
  }

  @Override
  protected CertificateStoreFactory<?> factory() {
    return new ConsulStoreFactory();
  }

  @Override
  protected Record config() {
    return StoreConfigs.plain(agent.address(), prefix, ConsulAgent.TOKEN);
  }
}
