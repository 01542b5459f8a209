package io.weir.core.acme;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes only when it is told to. */
final class ManualClock implements InstantSource {
  static final Instant START = Instant.parse("2026-11-26T00:00:00Z");

  private Instant now = START;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  synchronized void set(Instant instant) {
    now = instant;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }
}
