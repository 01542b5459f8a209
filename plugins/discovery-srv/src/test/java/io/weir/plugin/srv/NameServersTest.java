package io.weir.plugin.srv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom to ask. */
class NameServersTest {
  @TempDir private Path folder;

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  @Test
  void theFileNamesThemInTheirOrderAndIsReadEachTime() throws Exception {
    Path file = folder.resolve("resolv.conf");
    Files.writeString(
        file,
        """
        # nameserver 10.0.0.9
        search example.org
        nameserver 10.0.0.2
        nameserver 2001:db8::1
        options ndots:2 timeout:1
        nameserver 10.0.0.1
        """);
    NameServers servers = NameServers.listedIn(file);

    assertThat(servers.addresses())
        .containsExactly(at("10.0.0.2", 53), at("2001:db8::1", 53), at("10.0.0.1", 53));
    Files.writeString(file, "nameserver 10.0.0.3\n");
    assertThat(servers.addresses()).containsExactly(at("10.0.0.3", 53));
  }

  @Test
  void withoutAnyItIsThisMachine() throws Exception {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);

    assertThat(NameServers.listedIn(folder.resolve("none")).addresses()).containsExactly(here);
    Path empty = Files.writeString(folder.resolve("empty"), "search example.org\n");
    assertThat(NameServers.listedIn(empty).addresses()).containsExactly(here);
    assertThatThrownBy(() -> NameServers.listedIn(folder).addresses())
        .isInstanceOf(IOException.class);
  }

  @Test
  void aServerMayHaveSeveralAddresses() throws Exception {
    assertThat(NameServers.at(HostPort.parse("[::1]:5353")).addresses())
        .containsExactly(at("::1", 5353));
    assertThat(NameServers.at(HostPort.parse("localhost:5353")).addresses())
        .contains(at("127.0.0.1", 5353));
  }
}
