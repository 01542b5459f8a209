package io.weir.plugin.consul.store;

import io.weir.plugin.consul.client.ConsulAnswer;
import io.weir.plugin.consul.client.ConsulClient;
import io.weir.plugin.consul.client.ConsulRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A session of Consul's that holds one key. Its TTL alone says whether its holder lives: with the
 * health check of the node, which Consul takes by default, a lock would be lost whenever the agents
 * lose sight of each other for some seconds. When it ends, its key is released and not deleted:
 * whoever waits for the key sees a change of it, and the number of its locks goes on.
 */
final class LockSession {
  /** How long freeing may take: weir waits for 5 s at most when something is closed. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private static final String API = "/v1/session/";
  private static final JsonMapper JSON = new JsonMapper();

  private final ConsulClient consul;
  private final String id;
  private final String key;

  private LockSession(ConsulClient consul, String id, String key) {
    this.consul = consul;
    this.id = id;
    this.key = key;
  }

  /** One that holds nothing yet. */
  static LockSession create(ConsulClient consul, String key, Lease lease)
      throws IOException, InterruptedException {
    ObjectNode session = JSON.createObjectNode();
    session.put("Name", "weir: " + key);
    session.put("TTL", lease.ttl().toMillis() + "ms");
    session.put("LockDelay", lease.delay().toMillis() + "ms");
    session.put("Behavior", "release");
    session.putArray("NodeChecks");
    session.putArray("Checks");
    byte[] body = session.toString().getBytes(StandardCharsets.UTF_8);
    try (ConsulAnswer answer = consul.send(ConsulRequest.put(API, "create", body))) {
      JsonNode created = answer.json().path("ID");
      if (!created.isString()) {
        throw new IOException("Consul made a session without an id");
      }
      return new LockSession(consul, created.stringValue(), key);
    }
  }

  String id() {
    return id;
  }

  /**
   * Says that its holder lives.
   *
   * @return whether the session was still there
   */
  boolean renew() throws IOException, InterruptedException {
    try (ConsulAnswer answer = consul.send(ConsulRequest.put(API + "renew/", id))) {
      return !answer.isMissing();
    }
  }

  /** Tries to get the key. Whether it has it now. */
  boolean acquire() throws IOException, InterruptedException {
    return put(ConsulRequest.put(KeyState.API, key).with("acquire", id));
  }

  private boolean put(ConsulRequest request) throws IOException, InterruptedException {
    try (ConsulAnswer answer = consul.send(request)) {
      return answer.isDone();
    }
  }

  /**
   * Gives the key back, if it has it, and ends. The key comes first: one that is lost with its
   * session is nobody's for the lock delay.
   */
  void end() throws IOException, InterruptedException {
    var _ = put(ConsulRequest.put(KeyState.API, key).with("release", id).within(FAREWELL));
    var _ = put(ConsulRequest.put(API + "destroy/", id).within(FAREWELL));
  }
}
