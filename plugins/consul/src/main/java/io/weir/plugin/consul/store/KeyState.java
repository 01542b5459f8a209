package io.weir.plugin.consul.store;

import io.weir.plugin.consul.client.ConsulAnswer;
import io.weir.plugin.consul.client.ConsulClient;
import io.weir.plugin.consul.client.ConsulRequest;
import java.io.IOException;
import java.time.Duration;

/**
 * Who holds a key.
 *
 * @param holder the session that does; empty if none does
 * @param index of the answer, for the next question; 0 if there is none
 */
record KeyState(String holder, long index) {
  static final String API = "/v1/kv/";

  /** As it is now: the answer is the leader's, and it has made sure that it still is. */
  static KeyState now(ConsulClient consul, String key) throws IOException, InterruptedException {
    return of(consul, ConsulRequest.get(API, key).with("consistent"), 0);
  }

  /** Once it has changed, or the wait is over. */
  KeyState next(ConsulClient consul, String key, Duration wait)
      throws IOException, InterruptedException {
    return of(consul, ConsulRequest.get(API, key).after(index, wait), index);
  }

  private static KeyState of(ConsulClient consul, ConsulRequest request, long before)
      throws IOException, InterruptedException {
    try (ConsulAnswer answer = consul.send(request)) {
      long index = answer.index(before);
      String holder =
          answer.isMissing() ? "" : answer.json().path(0).path("Session").stringValue("");
      return new KeyState(holder, index);
    }
  }

  boolean isFree() {
    return holder.isEmpty();
  }
}
