package io.weir.testkit.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.connection.CloseReason;
import io.weir.core.transport.ConnectFailure;
import io.weir.testkit.tls.Hello;
import io.weir.testkit.transport.FarEnd;
import io.weir.testkit.transport.MemoryTransport;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * As {@link EveryOrderOfEventsTest}, on a server that speaks TLS with both sides. Every sequence
 * ends once and leaves nothing behind. No backend is asked before the client's handshake is done,
 * unless the client waits for the protocol that the backend chooses; then it is the other way
 * round.
 */
class EveryOrderOfTlsEventsTest {
  private static final int LENGTH = 5;
  private static final byte[] HELLO = Hello.of("web.example").speaking("h2").bytes();

  private enum Event {
    CLIENT_SENDS_FIRST_BYTES,
    CLIENT_SECURES,
    CLIENT_REFUSES_TLS,
    CLIENT_FINISHES,
    CLIENT_RESETS,
    BACKEND_ACCEPTS,
    BACKEND_REFUSES,
    BACKEND_SECURES,
    BACKEND_REFUSES_TLS,
    BACKEND_RESETS,
    TIME_PASSES,
    SERVER_STOPS
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyOrderEndsCleanly(boolean passesOn) {
    List<Deque<Event>> sequences = EventOrders.upTo(LENGTH, Event.values());
    for (Deque<Event> sequence : sequences) {
      play(sequence, passesOn, true);
      play(sequence, passesOn, false);
    }
  }

  private static void play(Deque<Event> sequence, boolean passesOn, boolean runEach) {
    MemoryTls tls = passesOn ? MemoryTls.passingOn(Bench.TLS_IDLE) : MemoryTls.of(Bench.TLS_IDLE);
    Bench bench = new Bench(Bench.tlsOnBothSides(Bench.TLS_IDLE, tls), 1001, 1002);
    FarEnd client = bench.client();
    for (Event event : sequence) {
      apply(event, bench, client);
      if (runEach) {
        bench.run();
      }
    }
    bench.run();
    String what = sequence + (runEach ? "" : " at once");
    if (passesOn) {
      assertThat(tls.asked()).as(what).doesNotContain("client");
      if (!sequence.contains(Event.BACKEND_SECURES)) {
        assertThat(tls.asked()).as(what).noneMatch(asked -> asked.startsWith("client"));
      }
    } else if (!sequence.contains(Event.CLIENT_SECURES)) {
      assertThat(bench.transport.attempts()).as(what).isEmpty();
    }
    bench.advance(Bench.TLS_IDLE.multipliedBy(5));
    bench.assertEndedOnce(what, client);
  }

  private static void apply(Event event, Bench bench, FarEnd client) {
    switch (event) {
      case CLIENT_SENDS_FIRST_BYTES -> client.send(HELLO);
      case CLIENT_SECURES -> client.secure(Bench.SESSION);
      case CLIENT_REFUSES_TLS -> client.refuseTls("a reason");
      case CLIENT_FINISHES -> client.finish();
      case CLIENT_RESETS -> client.reset();
      case TIME_PASSES -> bench.advance(Bench.TLS_IDLE.dividedBy(2));
      case SERVER_STOPS -> bench.group.endAll(CloseReason.SERVER_STOPPED);
      default -> {
        if (!bench.transport.attempts().isEmpty()) {
          applyToBackend(event, bench.transport.lastAttempt());
        }
      }
    }
  }

  private static void applyToBackend(Event event, MemoryTransport.Attempt attempt) {
    switch (event) {
      case BACKEND_ACCEPTS -> attempt.accept();
      case BACKEND_REFUSES -> attempt.refuse(ConnectFailure.REFUSED);
      case BACKEND_SECURES -> attempt.far().secure(Bench.SESSION);
      case BACKEND_REFUSES_TLS -> attempt.far().refuseTls("a reason");
      case BACKEND_RESETS -> attempt.far().reset();
      default -> throw new IllegalArgumentException(event + " is not the backend's");
    }
  }
}
