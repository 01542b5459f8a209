package io.weir.core.acme;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a name whose certificate weir obtains.
 *
 * @param server the server that lists it
 * @param name the name
 * @param state how it stands with it
 * @param notAfter until when its certificate is valid; null if there is none yet
 * @param nextAttempt when something is done about it next: the renewal, or another attempt
 * @param failures attempts in a row that have failed
 * @param failure why the last of them has failed, in one line; null if none has
 */
public record AcmeStatus(
    String server,
    String name,
    AcmeState state,
    @Nullable Instant notAfter,
    Instant nextAttempt,
    int failures,
    @Nullable String failure) {

  /** Where a certificate that was obtained for a name comes from, as servers tell it. */
  public static String origin(String name) {
    return "acme:" + name;
  }
}
