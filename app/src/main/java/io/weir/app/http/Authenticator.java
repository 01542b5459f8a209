package io.weir.app.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out what a caller may do. */
public interface Authenticator {

  /** Lets everybody do everything: for a server that only those can reach who may. */
  Authenticator OPEN =
      new Authenticator() {
        @Override
        public boolean asksForNothing() {
          return true;
        }

        @Override
        public List<String> challenges() {
          return List.of();
        }

        @Override
        public @Nullable Scope scopeOf(String authorization) {
          return Scope.WRITE;
        }
      };

  /** Whether callers need no credentials. */
  boolean asksForNothing();

  /** What {@code WWW-Authenticate} says, one value per scheme. */
  List<String> challenges();

  /**
   * Looks at a caller's credentials; may block for as long as a password hash takes.
   *
   * @param authorization the header's value
   * @return what the caller may do; null if the credentials are wrong
   * @throws HttpProblem 429 if too many are being checked already
   */
  @Nullable Scope scopeOf(String authorization) throws InterruptedException;
}
