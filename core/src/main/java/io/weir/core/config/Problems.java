package io.weir.core.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what is wrong while a configuration is bound: nobody has to run weir once for each
 * mistake.
 */
final class Problems {
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing((Problem problem) -> problem.origin().source())
          .thenComparingInt(problem -> problem.origin().line());

  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  void error(Problem problem) {
    errors.add(problem);
  }

  void warn(Problem problem) {
    warnings.add(problem);
  }

  /** How many errors there are so far: a part that added none is sound. */
  int count() {
    return errors.size();
  }

  List<Problem> errors() {
    return errors.stream().sorted(BY_PLACE).toList();
  }

  List<Problem> warnings() {
    return warnings.stream().sorted(BY_PLACE).toList();
  }

  /** Throws a {@link ConfigException} if there is an error. */
  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new ConfigException(errors());
    }
  }
}
