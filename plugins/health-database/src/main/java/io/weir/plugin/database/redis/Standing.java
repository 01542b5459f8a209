package io.weir.plugin.database.redis;

import io.weir.api.text.Excerpt;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a server says it is to its fellows.
 *
 * @param role {@code master}, {@code slave} or {@code sentinel}
 * @param master of a replica: where its master is
 * @param link of a replica: how its link to the master is; {@code connected} where it is up
 */
record Standing(String role, String master, String link) {
  private static final String UP = "connected";

  /**
   * Asks for it.
   *
   * @throws IOException if it is not told
   */
  static Standing of(RespConnection connection) throws IOException {
    return switch (connection.ask("ROLE")) {
      case Reply.Items(List<Reply> values) -> ofRole(values);
      // An old server, a proxy, or a user who may not ask: the other way may be open.
      case Reply.Failure(String message) -> ofInfo(message, connection.ask("INFO", "replication"));
      case Reply reply -> throw unknown("ROLE", reply);
    };
  }

  private static Standing ofRole(List<Reply> values) {
    return new Standing(text(values, 0), text(values, 1) + ":" + text(values, 2), text(values, 3));
  }

  private static String text(List<Reply> values, int index) {
    return index < values.size() ? values.get(index).excerpt() : "";
  }

  private static Standing ofInfo(String why, Reply reply) throws IOException {
    if (!(reply instanceof Reply.Text(String info))) {
      throw new IOException("ROLE: " + Excerpt.of(why) + "; INFO: " + reply.excerpt());
    }
    Map<String, String> fields =
        info.lines()
            .filter(line -> line.contains(":"))
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf(':')),
                    line -> Excerpt.of(line.substring(line.indexOf(':') + 1)),
                    (first, _) -> first));
    String link = fields.getOrDefault("master_link_status", "");
    return new Standing(
        fields.getOrDefault("role", ""),
        fields.getOrDefault("master_host", "") + ":" + fields.getOrDefault("master_port", ""),
        link.equals("up") ? UP : link);
  }

  private static IOException unknown(String command, Reply reply) {
    return new IOException(command + " is answered by \"" + reply.excerpt() + "\"");
  }

  boolean isMaster() {
    return role.equals("master");
  }

  boolean isReplica() {
    return role.equals("slave");
  }

  boolean isLinked() {
    return link.equals(UP);
  }

  /** For messages. */
  @Override
  public String toString() {
    if (isReplica()) {
      return "a replica of " + master;
    }
    return isMaster() ? "a master" : "\"" + role + "\"";
  }
}
