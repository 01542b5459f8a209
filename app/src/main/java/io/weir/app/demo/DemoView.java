package io.weir.app.demo;

import io.weir.core.pool.PoolMember;
import io.weir.core.server.Server;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What there is to see of the demo's server: read off the engine, not off the demo's own doings.
 */
final class DemoView {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Server server;
  private final List<DemoBackends.Slot> backends;
  private final DemoVisitor visitor;
  private final Map<String, Boolean> lastLive = new HashMap<>();

  DemoView(Server server, List<DemoBackends.Slot> backends, DemoVisitor visitor) {
    this.server = server;
    this.backends = backends;
    this.visitor = visitor;
  }

  /** What weir's health checks have found out since the last call. */
  List<String> flips() {
    List<String> lines = new ArrayList<>();
    for (PoolMember member : server.pool().members()) {
      Boolean before = lastLive.put(member.toString(), member.live());
      if (before != null && before != member.live()) {
        lines.add(stamped("weir: " + name(member) + (member.live() ? " works again" : " is down")));
      }
    }
    return lines;
  }

  /** The state as of now, in one line. */
  String line() {
    StringJoiner line = new StringJoiner("   ", "", "");
    for (PoolMember member : server.pool().members()) {
      line.add(
          "%s %-4s %4d"
              .formatted(
                  name(member), member.live() ? "up" : "DOWN", member.counters().connections()));
    }
    line.add("open now " + server.activeConnections());
    line.add("answered " + visitor.answered() + ", lost " + visitor.failed());
    return line.toString();
  }

  /** A line with the time of day. */
  static String stamped(String text) {
    return LocalTime.now(ZoneId.systemDefault()).format(TIME) + "  " + text;
  }

  private String name(PoolMember member) {
    return backends.stream()
        .filter(slot -> slot.address().equals(member.toString()))
        .findFirst()
        .map(DemoBackends.Slot::name)
        .orElse(member.toString());
  }
}
