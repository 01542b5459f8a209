package io.weir.app.accesslog;

import ch.qos.logback.core.LayoutBase;
import io.netty.util.NetUtil;
import io.weir.app.logging.LogTime;
import io.weir.core.connection.EndedConnection;
import io.weir.core.transport.PeerIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which fields a line has, in which order, whatever it looks like. */
final class AccessLayout extends LayoutBase<EndedConnection> {
  private final DateTimeFormatter time;
  private final Supplier<AccessLine> lines;

  /**
   * Lays lines out.
   *
   * @param zone the zone of the times
   * @param lines begins a line
   */
  AccessLayout(ZoneId zone, Supplier<AccessLine> lines) {
    this.time = LogTime.in(zone);
    this.lines = lines;
  }

  @Override
  public String doLayout(EndedConnection connection) {
    AccessLine line = lines.get();
    Instant end = connection.began().plus(connection.total());
    line.text("time", time.format(end));
    line.text("began", time.format(connection.began()));
    line.text("server", connection.server());
    line.text("client", NetUtil.toSocketAddressString(connection.client()));
    line.text("local", NetUtil.toSocketAddressString(connection.local()));
    line.text("backend", connection.backend() == null ? null : connection.backend().toString());
    line.number("rx", Long.toString(connection.rx()));
    line.number("tx", Long.toString(connection.tx()));
    line.number("connect", seconds(connection.connect()));
    line.number("first_byte", seconds(connection.firstByte()));
    line.number("total", seconds(connection.total()));
    PeerIdentity identity = connection.identity();
    line.text("client_subject", identity == null ? null : identity.subject());
    line.text(
        "client_san",
        identity == null || identity.alternatives().isEmpty() ? null : identity.alternatives());
    line.text("reason", connection.reason().word());
    return line.end();
  }

  /** With six decimals, without the locale's ideas about numbers. */
  private static @Nullable String seconds(@Nullable Duration duration) {
    if (duration == null) {
      return null;
    }
    String micros = Long.toString(1_000_000 + duration.getNano() / 1000);
    return duration.getSeconds() + "." + micros.substring(1);
  }
}
