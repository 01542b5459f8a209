package io.weir.plugin.builtin.health;

import io.weir.api.config.HostPort;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.api.process.Program;
import io.weir.api.process.ProgramResult;
import io.weir.api.text.Excerpt;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A program says whether a backend is healthy. */
public final class ExecCheck implements HealthCheck {
  private static final int OUTPUT_LIMIT = 1 << 20;

  private final List<String> words;
  private final String positive;
  private final String negative;

  /** A check as configured. */
  public ExecCheck(ExecCheckConfig config) {
    words = config.execCommand().words();
    positive = config.execExpectedPositiveOutput().stripTrailing();
    negative = config.execExpectedNegativeOutput().stripTrailing();
  }

  @Override
  public HealthResult check(HealthTarget target) throws IOException, InterruptedException {
    ProgramResult result = new Program(commandFor(target), OUTPUT_LIMIT).run();
    if (!result.succeeded()) {
      return HealthResult.unhealthy("exec_command ended with " + result.reason());
    }
    String output = result.output().stripTrailing();
    if (output.equals(positive)) {
      return HealthResult.healthy();
    }
    String printed = "exec_command printed \"" + Excerpt.of(output) + "\"";
    return output.equals(negative)
        ? HealthResult.unhealthy(printed)
        : HealthResult.inconclusive(
            printed + " (expected: \"" + positive + "\" or \"" + negative + "\")");
  }

  private List<String> commandFor(HealthTarget target) {
    HostPort address = target.checked();
    return Stream.concat(
            words.stream(), Stream.of(address.host(), Integer.toString(address.port())))
        .toList();
  }
}
