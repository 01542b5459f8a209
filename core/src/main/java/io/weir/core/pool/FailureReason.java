package io.weir.core.pool;

import io.weir.core.plugin.ExtensionException;
import io.weir.core.plugin.Reason;
import java.util.concurrent.ExecutionException;

/**
 * Why a call into a plugin failed, as one short line without the plugin's name: lines about a pool
 * name the server and say what failed.
 */
final class FailureReason {
  private FailureReason() {}

  static String of(Throwable thrown) {
    Throwable cause = thrown.getCause();
    Throwable failure = thrown instanceof ExecutionException && cause != null ? cause : thrown;
    return failure instanceof ExtensionException extension
        ? extension.reason()
        : Reason.of(failure);
  }
}
