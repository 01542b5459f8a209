package io.weir.core.plugin;

import io.weir.core.config.ExtensionKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How it stands with one product of a plugin.
 *
 * @param kind the kind of extension
 * @param name its name, e.g. {@code "weight"}
 * @param owner whom it serves: a server's name, or {@code "acme"}
 * @param since when it was made
 * @param state in a word
 * @param failures how many of its calls have thrown or answered with null
 * @param lastFailure the newest of them, of several in a second the first; empty if there was none
 * @param overdue how many of its calls have not returned although their time is over
 * @param threads the names of the threads that it has started itself and that run; 100 at most
 */
public record ProductStatus(
    ExtensionKind kind,
    String name,
    String owner,
    Instant since,
    State state,
    long failures,
    Optional<Failure> lastFailure,
    int overdue,
    List<String> threads) {

  /** Copies the list. */
  public ProductStatus {
    threads = List.copyOf(threads);
  }

  /** How it stands, in a word; the later, the worse. */
  public enum State {
    /** Its last call has answered. */
    WORKING("working"),
    /** Its last call has thrown. */
    FAILING("failing"),
    /** A call of it does not return although its time is over. */
    HANGING("hanging");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** The word, as operators read it. */
    public String word() {
      return word;
    }
  }

  /**
   * A call that has failed.
   *
   * @param at when
   * @param reason why, in one line
   */
  public record Failure(Instant at, String reason) {}
}
