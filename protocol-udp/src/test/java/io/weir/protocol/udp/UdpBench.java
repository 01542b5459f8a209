package io.weir.protocol.udp;

import io.weir.core.config.UdpConfig;
import io.weir.core.connection.AccessList;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.connection.ConnectionPolicy;
import io.weir.core.connection.EndedConnection;
import io.weir.core.connection.ProxyHeader;
import io.weir.core.server.SocketClients;
import io.weir.core.transport.DatagramOptions;
import io.weir.testkit.transport.FarBackend;
import io.weir.testkit.transport.FarClient;
import io.weir.testkit.transport.MemoryBackends;
import io.weir.testkit.transport.MemoryDatagrams;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server's sessions over datagrams in memory. */
final class UdpBench {
  static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.1", 53);

  final MemoryDatagrams transport = new MemoryDatagrams();
  final MemoryBackends backends;
  final SessionGroup group;
  final List<EndedConnection> log = new ArrayList<>();
  private @Nullable SocketClients table;

  UdpBench(SessionTerms terms, int... ports) {
    this.backends = MemoryBackends.at(ports);
    this.group =
        new SessionGroup(
            "dns",
            terms,
            backends,
            new ConnectionLog() {
              @Override
              public boolean listens() {
                return true;
              }

              @Override
              public void ended(EndedConnection connection) {
                log.add(connection);
              }
            });
    transport.listen(
        LOCAL,
        DatagramOptions.SYSTEM,
        socket -> {
          SocketClients opened = group.opened(socket);
          table = opened;
          return opened;
        });
  }

  SocketClients table() {
    return Objects.requireNonNull(table);
  }

  /** What a test wants of sessions, beside what they are without it. */
  record Rules(
      int maxSessions,
      Duration clientIdle,
      Duration backendIdle,
      int maxRequests,
      int maxResponses,
      int maxSessionsPerIp,
      boolean transparent,
      AccessList access) {
    static final Rules NONE =
        new Rules(0, Duration.ZERO, Duration.ZERO, 0, 0, 0, false, AccessList.allowAll());

    Rules maxSessions(int limit) {
      return new Rules(
          limit,
          clientIdle,
          backendIdle,
          maxRequests,
          maxResponses,
          maxSessionsPerIp,
          transparent,
          access);
    }

    Rules idle(Duration client, Duration backend) {
      return new Rules(
          maxSessions,
          client,
          backend,
          maxRequests,
          maxResponses,
          maxSessionsPerIp,
          transparent,
          access);
    }

    Rules packets(int requests, int responses) {
      return new Rules(
          maxSessions,
          clientIdle,
          backendIdle,
          requests,
          responses,
          maxSessionsPerIp,
          transparent,
          access);
    }

    Rules perIp(int limit) {
      return new Rules(
          maxSessions,
          clientIdle,
          backendIdle,
          maxRequests,
          maxResponses,
          limit,
          transparent,
          access);
    }

    Rules transparently() {
      return new Rules(
          maxSessions,
          clientIdle,
          backendIdle,
          maxRequests,
          maxResponses,
          maxSessionsPerIp,
          true,
          access);
    }

    Rules access(AccessList list) {
      return new Rules(
          maxSessions,
          clientIdle,
          backendIdle,
          maxRequests,
          maxResponses,
          maxSessionsPerIp,
          transparent,
          list);
    }

    SessionTerms terms() {
      return new SessionTerms(
          new ConnectionPolicy(
              maxSessions,
              clientIdle.toNanos(),
              backendIdle.toNanos(),
              0,
              0,
              access,
              ProxyHeader.NONE,
              false,
              0,
              true),
          false,
          new UdpConfig(
              maxRequests,
              maxResponses,
              transparent,
              maxSessionsPerIp,
              UdpConfig.OnBackendDown.KEEP,
              Optional.empty()));
    }
  }

  static InetSocketAddress address(int host, int port) {
    return new InetSocketAddress("198.51.100." + host, port);
  }

  FarClient client(int host, int port) {
    return transport.client(address(host, port));
  }

  FarBackend backend(int port) {
    return transport.backend(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** A client sends, and weir sees to it. */
  void send(FarClient client, String... texts) {
    for (String text : texts) {
      client.send(text);
    }
    transport.loop().run();
  }

  void reply(FarBackend backend, int socket, String text) {
    backend.reply(socket, text);
    transport.loop().run();
  }

  void advance(Duration duration) {
    transport.loop().advance(duration);
  }

  int active() {
    return group.ledger().active();
  }

  long closed(CloseReason reason) {
    return group.ledger().closed().of(reason);
  }
}
