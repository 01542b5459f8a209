package io.weir.plugin.kubernetes;

import java.time.Duration;

/**
 * How long things may take in a watch.
 *
 * @param stream how long one stream lasts; the server ends it then
 * @param grace how much later it is given up, as its connection may be dead
 * @param settle how long at most further changes are waited for, so that they come in one list
 * @param list how long it may take to list anew
 */
record WatchTimes(Duration stream, Duration grace, Duration settle, Duration list) {
  static final WatchTimes USUAL =
      new WatchTimes(
          Duration.ofMinutes(2),
          Duration.ofSeconds(20),
          Duration.ofMillis(100),
          Duration.ofMinutes(1));
}
