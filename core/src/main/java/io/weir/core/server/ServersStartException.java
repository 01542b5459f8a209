package io.weir.core.server;

import java.util.List;
import java.util.stream.Collectors;

/** Several servers could not start, or not go on by other settings. */
public final class ServersStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<RuntimeException> failures;

  ServersStartException(List<RuntimeException> failures) {
    super(
        failures.stream()
            .map(failure -> String.valueOf(failure.getMessage()))
            .collect(Collectors.joining(System.lineSeparator())));
    this.failures = List.copyOf(failures);
  }

  /** What each of them threw, in the order of the servers. */
  public List<RuntimeException> failures() {
    return failures;
  }
}
