package io.weir.plugin.database.redis;

import io.weir.plugin.database.DatabaseCheckContract;
import java.util.Map;

/** The check {@code redis}, with servers that know a PING. */
class RedisKeepsTheContractTest extends DatabaseCheckContract {

  RedisKeepsTheContractTest() {
    super(
        new RedisCheckFactory(),
        RedisConfigs.plain(),
        RedisScript.start(Map.of("PING", "+PONG")),
        RedisScript.start(Map.of("PING", "-LOADING not yet")));
  }
}
