package io.weir.app;

import io.weir.app.boot.Engine;
import io.weir.app.boot.Installation;
import io.weir.app.boot.StartupTimes;
import io.weir.app.cli.Cli;

/** Starts weir. */
public final class Main {
  private Main() {}

  /** Runs a command line and exits with its code. */
  public static void main(String[] arguments) {
    StartupTimes times = new StartupTimes();
    // Before any class of Guice is loaded: without it Guice defines classes through Unsafe, of
    // which the JVM warns. The start script sets it too; this is for those who start the class
    // themselves.
    System.setProperty("guice_custom_class_loading", "CHILD");
    Engine engine =
        new Engine(Installation.locate(System.getProperty("weir.home"), System.getenv()));
    System.exit(new Cli(engine, times, System.getenv(), System.out, System.err).run(arguments));
  }
}
