package io.weir.plugin.acme.dns;

import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** What went wrong on another thread. */
final class Reason {
  private Reason() {}

  static String of(ExecutionException failure) {
    return failure.getCause() instanceof IOException cause
        ? String.valueOf(cause.getMessage())
        : String.valueOf(failure.getCause());
  }
}
