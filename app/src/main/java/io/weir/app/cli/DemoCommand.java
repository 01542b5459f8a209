package io.weir.app.cli;

import io.weir.app.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir demo}. */
@Command(
    name = "demo",
    description = "Show weir at work over three small backends that you can kill.")
final class DemoCommand implements Callable<Integer> {
  private final Demo demo;

  @Option(
      names = {"-r", "--rate"},
      paramLabel = "N",
      defaultValue = "5",
      description = "Connections a second that the demo opens itself, 0 to 1000 (default: 5).")
  private int rate;

  DemoCommand(Demo demo) {
    this.demo = demo;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (rate < 0 || rate > 1000) {
      throw new UsageException("--rate: " + rate + " (expected: 0 to 1000)");
    }
    demo.run(rate);
    return 0;
  }
}
