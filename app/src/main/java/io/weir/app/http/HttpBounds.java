package io.weir.app.http;

import java.time.Duration;

/**
 * How much of everything one HTTP server takes from strangers.
 *
 * @param maxConnections connections at the same time; the newest is turned away
 * @param maxLine bytes of a request line
 * @param maxHeaders bytes of all headers of a request
 * @param maxBody bytes of a request's body
 * @param maxBodies bytes of all bodies that are held at the same time
 * @param maxHandlers calls that are worked on at the same time
 * @param requestTime how long a request may take to arrive, from its first byte to its last
 * @param idleTime how long a connection may rest between two requests
 * @param answerTime how long an answer may take to be written, beside what its length takes at
 *     {@link #MIN_BYTES_PER_SECOND}
 * @param handlerPatience how long a call waits for others to end before it is turned away
 */
public record HttpBounds(
    int maxConnections,
    int maxLine,
    int maxHeaders,
    int maxBody,
    int maxBodies,
    int maxHandlers,
    Duration requestTime,
    Duration idleTime,
    Duration answerTime,
    Duration handlerPatience) {

  /** How fast a client has to take an answer. */
  static final int MIN_BYTES_PER_SECOND = 64 << 10;

  /** What is right for people, scripts and scrapers. */
  public static final HttpBounds STANDARD =
      new HttpBounds(
          256,
          4 << 10,
          16 << 10,
          1 << 20,
          8 << 20,
          16,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));

  Duration answerTime(long bytes) {
    return answerTime.plusSeconds(bytes / MIN_BYTES_PER_SECOND);
  }
}
