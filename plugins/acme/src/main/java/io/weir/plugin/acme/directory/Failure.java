package io.weir.plugin.acme.directory;

import java.io.IOException;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;

/** What went wrong, in words for the operator. */
final class Failure {
  private static final String TYPES = "urn:ietf:params:acme:error:";

  private Failure() {}

  /** What acme4j's own laziness has wrapped, else the failure itself. */
  static Throwable unwrapped(Throwable failure) {
    return failure instanceof AcmeLazyLoadingException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  static String text(Throwable failure) {
    return switch (failure) {
      case AcmeUserActionRequiredException e ->
          text(e.getProblem())
              + e.getProblem().getInstance().map(page -> " (see " + page + ")").orElse("");
      case AcmeServerException e -> text(e.getProblem());
      case AcmeNetworkException e -> "no connection: " + networkText(e.getCause());
      case AcmeProtocolException e -> "an answer that is not ACME's: " + e.getMessage();
      default -> String.valueOf(failure.getMessage());
    };
  }

  /** The word of RFC 8555, 6.7, and what the directory says in its own. */
  static String text(Problem problem) {
    String type = problem.getType().toString();
    String word = type.startsWith(TYPES) ? type.substring(TYPES.length()) : type;
    return word + ": " + problem;
  }

  private static String networkText(@Nullable Throwable failure) {
    return switch (failure) {
      // The JDK's client leaves it without a message.
      case ConnectException e when e.getMessage() == null -> "refused, or the name is not known";
      case IOException e when e.getMessage() != null -> e.getMessage();
      case null, default -> String.valueOf(failure);
    };
  }
}
