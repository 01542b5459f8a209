package io.weir.plugin.consul.discovery;

import java.time.Duration;

/**
 * How a service is watched.
 *
 * @param hold how long Consul holds an answer back in which nothing has changed: shorter than
 *     proxies and firewalls forget a silent connection after
 * @param pause between two answers: a service whose instances come and go all the time shall not
 *     keep weir busy all the time
 * @param retry after a question that was to be held back has failed while others are answered;
 *     doubled each time
 * @param longestRetry where the doubling ends
 */
record WatchTimes(Duration hold, Duration pause, Duration retry, Duration longestRetry) {
  static final WatchTimes USUAL =
      new WatchTimes(
          Duration.ofSeconds(50),
          Duration.ofMillis(200),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30));

  /** The same, the retry doubled. */
  WatchTimes slower() {
    Duration next = retry.multipliedBy(2);
    return new WatchTimes(
        hold, pause, next.compareTo(longestRetry) > 0 ? longestRetry : next, longestRetry);
  }
}
