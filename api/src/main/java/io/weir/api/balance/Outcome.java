package io.weir.api.balance;

/**
 * What came of a choice: {@link #FAILED}, or {@link #CONNECTED} and, in the end, {@link #CLOSED}.
 * Of UDP a session counts as connected at once, and may still have failed: its backend refused.
 * Later versions of the API may add outcomes, so a switch over them needs a default.
 */
public enum Outcome {
  /** The backend took the connection. */
  CONNECTED,
  /** The backend refused, was not reachable, or did not answer in time. */
  FAILED,
  /** A connection that had been {@link #CONNECTED} ended, in whatever way. */
  CLOSED
}
