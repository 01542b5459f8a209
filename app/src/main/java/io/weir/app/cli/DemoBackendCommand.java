package io.weir.app.cli;

import io.weir.app.demo.DemoBackend;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weir demo-backend}: how the demo starts its backends; not for people. */
@Command(name = "demo-backend", hidden = true, description = "One of the demo's backends.")
final class DemoBackendCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "What it calls itself.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "PORT", description = "Where it listens, on loopback.")
  private int port;

  @Override
  public Integer call() {
    new DemoBackend(name, port).run(System.in, System.out);
    return 0;
  }
}
