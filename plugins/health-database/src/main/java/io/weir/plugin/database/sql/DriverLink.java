package io.weir.plugin.database.sql;

import io.weir.api.health.CheckSocket;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.api.text.Excerpt;
import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The connection that a driver works over. Drivers make their sockets through classes that they are
 * named, of which they make instances themselves; those find here what they are to hand out. So an
 * interrupt, the target's timeout and a limit of what comes in end a driver's work, too, and TLS is
 * verified as everywhere in weir.
 */
final class DriverLink {
  private static final int LIMIT = 2 << 20;
  private static final ScopedValue<DriverLink> CURRENT = ScopedValue.newInstance();

  /** The MariaDB driver puts the connection's number in front, which is another one each time. */
  private static final Pattern NUMBER = Pattern.compile("^\\(conn=-?\\d+\\) ");

  private final CheckSocket socket;
  private final Optional<SSLContext> tls;

  private DriverLink(CheckSocket socket, Optional<SSLContext> tls) {
    this.socket = socket;
    this.tls = tls;
  }

  /** What a driver is asked. */
  interface Question {
    /** Connects by the driver, asks and closes. */
    HealthResult ask() throws SQLException;
  }

  /**
   * Connects, and has a driver work over that connection.
   *
   * @param tls what TLS is spoken with, if the driver is told to speak it
   * @param protocol what the server is expected to speak, for messages
   */
  static HealthResult ask(
      HealthTarget target, Optional<SSLContext> tls, String protocol, Question question)
      throws IOException {
    try (CheckSocket socket = CheckSocket.connect(target, LIMIT)) {
      return ScopedValue.where(CURRENT, new DriverLink(socket, tls)).call(question::ask);
    } catch (SQLException e) {
      return HealthResult.unhealthy(reason(e));
    } catch (RuntimeException e) {
      // Drivers do not look closely at what comes.
      throw new IOException("answers with something else than " + protocol, e);
    }
  }

  /** Why a driver could not do what it was to. */
  private static String reason(SQLException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException) {
        return "the connection ends before the answer";
      }
      if (cause instanceof IOException && cause.getMessage() != null) {
        return Excerpt.of(cause.getMessage());
      }
    }
    String message = String.valueOf(thrown.getMessage());
    return Excerpt.of(NUMBER.matcher(message).replaceFirst(""));
  }

  /** That of the driver that runs on this thread. */
  static DriverLink current() {
    return CURRENT.get();
  }

  CheckSocket socket() {
    return socket;
  }

  /** TLS over the same. */
  SSLSocket secured() throws IOException {
    return socket.secure(tls.orElseThrow());
  }
}
