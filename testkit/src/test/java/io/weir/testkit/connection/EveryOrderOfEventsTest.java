package io.weir.testkit.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.connection.CloseReason;
import io.weir.core.transport.ConnectFailure;
import io.weir.testkit.transport.FarEnd;
import io.weir.testkit.transport.MemoryTransport;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Plays every sequence of up to {@value #LENGTH} events, both with the loop run after each event
 * and with all of them at once. Whatever the order: a connection ends once, with one reason; it
 * lets go of both sockets, its place on the backend and its timers; and nothing is invented on the
 * way.
 */
class EveryOrderOfEventsTest {
  private static final int LENGTH = 5;
  private static final Duration IDLE = Duration.ofSeconds(10);

  private enum Event {
    BACKEND_ACCEPTS,
    BACKEND_REFUSES,
    CLIENT_SENDS,
    CLIENT_FINISHES,
    CLIENT_RESETS,
    CLIENT_STOPS_READING,
    BACKEND_SENDS,
    BACKEND_FINISHES,
    BACKEND_RESETS,
    TIME_PASSES,
    SERVER_STOPS
  }

  @Test
  void everyOrderEndsCleanly() {
    List<Deque<Event>> sequences = EventOrders.upTo(LENGTH, Event.values());
    assertThat(sequences).hasSizeGreaterThan(150_000);
    for (Deque<Event> sequence : sequences) {
      play(sequence, true);
      play(sequence, false);
    }
  }

  private static void play(Deque<Event> sequence, boolean runEach) {
    Bench bench = new Bench(Bench.withTimeouts(IDLE, IDLE, IDLE), 1001, 1002);
    FarEnd client = bench.client();
    for (Event event : sequence) {
      apply(event, bench, client);
      if (runEach) {
        bench.run();
      }
    }
    bench.run();
    checkBytes(bench, sequence, client);
    // Whatever is still open ends by its time-outs: one per attempt, then one for being idle.
    bench.advance(IDLE.multipliedBy(4));
    String what = sequence + (runEach ? "" : " at once");
    bench.assertEndedOnce(what, client);
  }

  private static void apply(Event event, Bench bench, FarEnd client) {
    MemoryTransport.Attempt attempt = bench.transport.lastAttempt();
    switch (event) {
      case BACKEND_ACCEPTS -> attempt.accept();
      case BACKEND_REFUSES -> attempt.refuse(ConnectFailure.REFUSED);
      case CLIENT_SENDS -> client.send("c");
      case CLIENT_FINISHES -> client.finish();
      case CLIENT_RESETS -> client.reset();
      case CLIENT_STOPS_READING -> client.stopReading();
      case BACKEND_SENDS -> attempt.far().send("b");
      case BACKEND_FINISHES -> attempt.far().finish();
      case BACKEND_RESETS -> attempt.far().reset();
      case TIME_PASSES -> bench.advance(IDLE.dividedBy(2));
      case SERVER_STOPS -> bench.group.endAll(CloseReason.SERVER_STOPPED);
    }
  }

  private static void checkBytes(Bench bench, Deque<Event> sequence, FarEnd client) {
    assertThat("b".repeat(count(sequence, Event.BACKEND_SENDS))).startsWith(client.received());
    for (MemoryTransport.Attempt attempt : bench.transport.attempts()) {
      assertThat("c".repeat(count(sequence, Event.CLIENT_SENDS)))
          .startsWith(attempt.far().received());
    }
  }

  private static int count(Deque<Event> sequence, Event event) {
    return (int) sequence.stream().filter(event::equals).count();
  }
}
