package io.weir.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerCatalogueTest {
  /** Tests run in the module's folder. */
  private static final Path PEERS = Path.of("peers");

  @Test
  void theRealCatalogueHasAConfigurationForEachPeer() throws IOException {
    List<PeerDefinition> peers = PeerCatalogue.read(PEERS);

    assertThat(peers)
        .extracting(PeerDefinition::name)
        .doesNotHaveDuplicates()
        .startsWith("weir")
        .contains("haproxy", "haproxy-splice", "nginx", "nginx-64k", "envoy", "gobetween")
        .contains("weir-udp", "nginx-udp", "envoy-udp", "gobetween-udp", "caddy-l4-udp")
        .contains("weir-tls", "haproxy-tls", "nginx-tls", "envoy-tls", "gobetween-tls");
    for (PeerDefinition peer : peers) {
      assertThat(Files.readString(PEERS.resolve(peer.config())))
          .as(peer.config())
          .contains("@PORT@", "@BACKEND@");
      if (peer.wire() == Wire.UDP) {
        assertThat(Files.readString(PEERS.resolve(peer.config())))
            .as(peer.config())
            .contains("@SECOND@", "@SINK@");
      }
      if (peer.wire() == Wire.TLS) {
        assertThat(Files.readString(PEERS.resolve(peer.config())))
            .as(peer.config())
            .contains("@SECOND@", "@CERTIFICATES@/p256.", "@CERTIFICATES@/rsa.");
      }
      assertThat(peer.command()).as(peer.name()).contains("{config}");
    }
  }

  @Test
  void anEntryWithoutAKeyIsAnErrorThatNamesIt(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("peers.conf"), "peers = [{ name = x, program = y }]");

    assertThatThrownBy(() -> PeerCatalogue.read(folder))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("config");
  }
}
