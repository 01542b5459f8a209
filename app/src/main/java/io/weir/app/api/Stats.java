package io.weir.app.api;

import io.weir.api.Backend;
import io.weir.core.pool.PoolMember;
import io.weir.core.server.Server;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures in gobetween's shape: its names, its order, its types. */
final class Stats {
  private Stats() {}

  static Map<String, Object> of(Server server) {
    Map<String, Object> stats = new LinkedHashMap<>();
    stats.put("active_connections", server.activeConnections());
    stats.put("rx_total", server.counters().rx());
    stats.put("tx_total", server.counters().tx());
    stats.put("rx_second", server.rates().rxPerSecond());
    stats.put("tx_second", server.rates().txPerSecond());
    if (server.definition().config().protocol().equals("udp")) {
      stats.put("dropped_datagrams", server.droppedDatagrams());
    }
    stats.put("backends", server.pool().members().stream().map(Stats::of).toList());
    return stats;
  }

  static Map<String, Object> of(PoolMember member) {
    Backend backend = member.backend();
    Map<String, Object> stats = new LinkedHashMap<>();
    stats.put("host", backend.address().host());
    stats.put("port", Integer.toString(backend.address().port()));
    stats.put("priority", backend.priority());
    stats.put("weight", backend.weight());
    if (backend.maxConnections() != 0) {
      stats.put("max_connections", backend.maxConnections());
    }
    if (!backend.sni().isEmpty()) {
      stats.put("sni", backend.sni());
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("live", member.live());
    figures.put("discovered", member.discovered());
    figures.put("total_connections", member.counters().connections());
    figures.put("active_connections", member.activeConnections());
    figures.put("refused_connections", member.counters().refused());
    figures.put("rx", member.counters().rx());
    figures.put("tx", member.counters().tx());
    figures.put("rx_second", member.rates().rxPerSecond());
    figures.put("tx_second", member.rates().txPerSecond());
    stats.put("stats", figures);
    return stats;
  }
}
