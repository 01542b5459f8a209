package io.weir.plugin.database.redis;

import io.weir.api.config.Secret;
import io.weir.api.health.CheckSocket;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A server is healthy when it answers PING and is what it is to be. */
final class RedisCheck implements HealthCheck {
  private static final int LIMIT = 2 << 20;

  private final RedisConfig config;
  private final Optional<SSLContext> tls;

  RedisCheck(RedisConfig config, Optional<SSLContext> tls) {
    this.config = config;
    this.tls = tls;
  }

  @Override
  public HealthResult check(HealthTarget target) throws IOException {
    try (CheckSocket socket = CheckSocket.connect(target, LIMIT);
        Socket spoken = tls.isPresent() ? socket.secure(tls.get()) : socket) {
      return check(new RespConnection(spoken));
    }
  }

  private HealthResult check(RespConnection connection) throws IOException {
    if (config.redisPassword().isPresent()) {
      authenticate(connection, config.redisPassword().get());
    }
    return switch (connection.ask("PING")) {
      case Reply.Text(String pong) when pong.equals("PONG") -> checkRole(connection);
      // LOADING, MASTERDOWN, NOAUTH and the like speak for themselves.
      case Reply.Failure failure -> HealthResult.unhealthy(failure.excerpt());
      case Reply reply -> HealthResult.unhealthy("PING is answered by \"" + reply.excerpt() + "\"");
    };
  }

  private void authenticate(RespConnection connection, Secret password) throws IOException {
    Reply reply =
        config.redisUsername().isPresent()
            ? connection.ask("AUTH", config.redisUsername().get(), password.value())
            : connection.ask("AUTH", password.value());
    if (reply instanceof Reply.Text(String ok) && ok.equals("OK")) {
      return;
    }
    // A server that does not know the command repeats what it was called with, or a part of it.
    boolean tells =
        reply instanceof Reply.Failure(String message)
            && (message.contains("args beginning") || message.contains(password.value()));
    throw new IOException(tells ? "AUTH is refused" : "AUTH: " + reply.excerpt());
  }

  private HealthResult checkRole(RespConnection connection) throws IOException {
    return switch (config.redisRole()) {
      case ANY -> HealthResult.healthy();
      case MASTER -> checkMaster(Standing.of(connection));
      case REPLICA -> checkReplica(Standing.of(connection));
    };
  }

  private static HealthResult checkMaster(Standing standing) {
    return standing.isMaster()
        ? HealthResult.healthy()
        : HealthResult.unhealthy("is " + standing + " (expected: a master)");
  }

  private static HealthResult checkReplica(Standing standing) {
    if (!standing.isReplica()) {
      return HealthResult.unhealthy("is " + standing + " (expected: a replica)");
    }
    return standing.isLinked()
        ? HealthResult.healthy()
        : HealthResult.unhealthy(
            "is " + standing + ", its link is \"" + standing.link() + "\" (expected: up)");
  }
}
