package io.weir.plugin.consul.client;

import io.weir.api.web.UriText;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/**
 * What is asked of Consul.
 *
 * @param method of HTTP
 * @param target path and query, encoded
 * @param body sent with it
 * @param limit how long the answer may take, from the first byte to the last
 */
public record ConsulRequest(String method, String target, BodyPublisher body, Duration limit) {
  /** How long an answer may take that Consul does not hold back. */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  /** Consul adds up to a sixteenth to how long it waits, so that not all come back at once. */
  private static final int JITTER = 16;

  /**
   * A question.
   *
   * @param api the beginning of the path, e.g. {@code "/v1/kv/"}
   * @param name what comes behind it; slashes stay
   */
  public static ConsulRequest get(String api, String name) {
    return new ConsulRequest(
        "GET", api + UriText.encodedPath(name), BodyPublishers.noBody(), LIMIT);
  }

  /** A change, with what is to be there. */
  public static ConsulRequest put(String api, String name, byte[] body) {
    return put(api, name, BodyPublishers.ofByteArray(body));
  }

  /** A change without anything more to say. */
  public static ConsulRequest put(String api, String name) {
    return put(api, name, BodyPublishers.noBody());
  }

  private static ConsulRequest put(String api, String name, BodyPublisher body) {
    return new ConsulRequest("PUT", api + UriText.encodedPath(name), body, LIMIT);
  }

  /** A deletion. */
  public static ConsulRequest delete(String api, String name) {
    return new ConsulRequest(
        "DELETE", api + UriText.encodedPath(name), BodyPublishers.noBody(), LIMIT);
  }

  /** The same with a parameter without a value. */
  public ConsulRequest with(String flag) {
    return query(UriText.encoded(flag));
  }

  /** The same with a parameter. */
  public ConsulRequest with(String parameter, String value) {
    return query(UriText.encoded(parameter) + "=" + UriText.encoded(value));
  }

  /**
   * The same, but answered only when something has changed ("Blocking Queries" in Consul's
   * documentation). The limit is then counted from where Consul answers at the latest.
   *
   * @param index since when, as an answer has it; at 0 it is answered at once
   * @param wait how long Consul waits for a change
   */
  public ConsulRequest after(long index, Duration wait) {
    if (index == 0) {
      return this;
    }
    return with("index", Long.toString(index))
        .with("wait", wait.toMillis() + "ms")
        .within(limit.plus(wait).plus(wait.dividedBy(JITTER)));
  }

  /** The same with another limit. */
  public ConsulRequest within(Duration newLimit) {
    return new ConsulRequest(method, target, body, newLimit);
  }

  private ConsulRequest query(String more) {
    return new ConsulRequest(
        method, target + (target.indexOf('?') < 0 ? '?' : '&') + more, body, limit);
  }
}
