package io.weir.app.demo;

import io.weir.app.boot.ConfigRequest;
import io.weir.app.boot.Engine;
import io.weir.app.boot.Signals;
import io.weir.app.logging.Logging;
import io.weir.app.source.FilePlace;
import io.weir.core.EnginePlan;
import io.weir.core.Weir;
import io.weir.core.config.ConfigFormat;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.lifecycle.StartProgress;
import io.weir.core.server.Server;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code weir demo}: three small backends, and over them the same engine that {@code weir -c}
 * starts, with a configuration file that can be looked at.
 */
public final class Demo {
  private static final List<String> NAMES = List.of("alpha", "beta", "gamma");
  private static final int FIRST_PORT = 8080;
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration TIME_TO_FINISH = Duration.ofSeconds(2);

  private final Engine engine;
  private final PrintStream out;

  /** Prepares it; nothing runs yet. */
  public Demo(Engine engine, PrintStream out) {
    this.engine = engine;
    this.out = out;
  }

  /**
   * Runs until a signal comes.
   *
   * @param rate connections a second that it opens itself
   */
  public void run(int rate) throws InterruptedException {
    Signals signals = Signals.toStop();
    List<Integer> ports = DemoPorts.choose(FIRST_PORT, 1 + NAMES.size());
    DemoFolder folder = DemoFolder.create();
    try (DemoBackends backends = DemoBackends.start(NAMES, ports.subList(1, ports.size()))) {
      folder.writeConfiguration(DemoText.configuration(ports.getFirst(), backends.slots(), folder));
      EnginePlan plan =
          engine.prepare(
              new ConfigRequest(
                  new FilePlace(folder.configuration(), ConfigFormat.HOCON), false, null),
              StartProgress.IGNORED);
      try (Logging logging = Logging.open(plan.config().logging())) {
        Weir weir = engine.start(plan, ConnectionLog.NONE);
        DemoText.introduction(ports.getFirst(), backends.slots(), folder, rate)
            .forEach(out::println);
        watch(weir.servers().getFirst(), backends, rate, signals);
        weir.stop(TIME_TO_FINISH);
      }
    } finally {
      folder.delete();
    }
  }

  private void watch(Server server, DemoBackends backends, int rate, Signals signals)
      throws InterruptedException {
    DemoScreen screen = new DemoScreen(out, InstantSource.system(), isTerminal());
    try (DemoVisitor visitor = DemoVisitor.start(server.address(), rate)) {
      DemoView view = new DemoView(server, backends.slots(), visitor);
      while (!signals.stopCameWithin(LOOK)) {
        backends.lookAfter(Instant.now()).forEach(line -> screen.event(DemoView.stamped(line)));
        view.flips().forEach(screen::event);
        screen.state(view.line());
      }
    }
    screen.end();
    out.println("The demo ends, and its backends with it.");
  }

  @SuppressWarnings("SystemConsoleNull") // Java 25 went back to null where there is no terminal.
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
