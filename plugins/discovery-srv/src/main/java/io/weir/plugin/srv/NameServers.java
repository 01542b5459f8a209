package io.weir.plugin.srv;

import io.weir.api.config.HostPort;
import io.weir.api.config.InvalidConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;

/** Whom to ask. */
@FunctionalInterface
interface NameServers {

  /** Their addresses at this moment, in the order in which they are asked; may block. */
  List<InetSocketAddress> addresses() throws IOException;

  /** One that is known by address or name; of a name each address counts as a server. */
  static NameServers at(HostPort server) {
    return () ->
        Arrays.stream(InetAddress.getAllByName(server.host()))
            .map(address -> new InetSocketAddress(address, server.port()))
            .toList();
  }

  /** Those of a file such as {@code /etc/resolv.conf}; this machine if it names none. */
  static NameServers listedIn(Path resolvConf) {
    return () -> {
      List<InetSocketAddress> listed =
          new ResolvConf(resolvConf)
              .servers().stream().filter(server -> !server.isUnresolved()).toList();
      return listed.isEmpty()
          ? List.of(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), SimpleResolver.DEFAULT_PORT))
          : listed;
    };
  }

  /** Refuses a server that cannot be one. */
  static void requirePort(String key, HostPort server) {
    if (server.port() == 0) {
      throw new InvalidConfigException(key, "host:port, the port from 1 to 65535");
    }
  }

  /** The library's reading of the file, at a path of ours. */
  final class ResolvConf extends ResolvConfResolverConfigProvider {
    ResolvConf(Path path) throws IOException {
      try (InputStream in = Files.newInputStream(path)) {
        parseResolvConf(in);
      } catch (NoSuchFileException _) {
        // As resolv.conf(5) has it, the name server is on this machine then.
      }
    }
  }
}
