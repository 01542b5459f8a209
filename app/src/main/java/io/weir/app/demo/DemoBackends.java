package io.weir.app.demo;

import io.weir.app.OperatorException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The demo's backends: started, looked after, and started again some time after they were killed.
 */
final class DemoBackends implements AutoCloseable {
  /** Long enough to see weir go around one that is gone. */
  static final Duration TIME_TO_RETURN = Duration.ofSeconds(15);

  private final List<Slot> slots;

  private DemoBackends(List<Slot> slots) {
    this.slots = slots;
  }

  /** Starts one for each name. */
  static DemoBackends start(List<String> names, List<Integer> ports) throws InterruptedException {
    DemoBackends backends = new DemoBackends(new ArrayList<>());
    try {
      for (int i = 0; i < names.size(); i++) {
        backends.slots.add(new Slot(names.get(i), ports.get(i)));
      }
      return backends;
    } catch (OperatorException e) {
      backends.close();
      throw e;
    }
  }

  List<Slot> slots() {
    return List.copyOf(slots);
  }

  /** Sees who has gone and starts again whose time has come; returns what there is to tell. */
  List<String> lookAfter(Instant now) {
    return slots.stream().flatMap(slot -> slot.lookAfter(now).stream()).toList();
  }

  @Override
  public void close() throws InterruptedException {
    for (Slot slot : slots) {
      slot.process.close();
    }
  }

  /** A backend's name and port, and the process that serves there at the time. */
  static final class Slot {
    private final String name;
    private final int port;
    private BackendProcess process;
    private @Nullable Instant gone;

    private Slot(String name, int port) {
      this.name = name;
      this.port = port;
      this.process = BackendProcess.start(name, port);
    }

    String name() {
      return name;
    }

    /** {@code host:port}, as the configuration names it. */
    String address() {
      return "127.0.0.1:" + port;
    }

    long pid() {
      return process.pid();
    }

    private List<String> lookAfter(Instant now) {
      if (process.isAlive()) {
        return List.of();
      }
      if (gone == null) {
        gone = now;
        return List.of(
            "%s (process %d) is gone; it is started again in %d s"
                .formatted(name, pid(), TIME_TO_RETURN.toSeconds()));
      }
      if (now.isBefore(gone.plus(TIME_TO_RETURN))) {
        return List.of();
      }
      return List.of(startAgain(now));
    }

    private String startAgain(Instant now) {
      try {
        process = BackendProcess.start(name, port);
        gone = null;
        return "%s is back as process %d".formatted(name, pid());
      } catch (OperatorException e) {
        gone = now;
        return e.getMessage() + "; the next try is in " + TIME_TO_RETURN.toSeconds() + " s";
      }
    }
  }
}
