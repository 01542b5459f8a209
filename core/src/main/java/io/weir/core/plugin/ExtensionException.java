package io.weir.core.plugin;

/**
 * What a plugin's product could not do. The message is one line that names the extension and its
 * jar. What the plugin threw is not its cause, because printing it would run the plugin's own code;
 * its stack trace is in the plugin's log at debug.
 */
public final class ExtensionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final boolean fault;

  /** A fault of the plugin's. */
  ExtensionException(String what, String reason) {
    this(what, reason, true);
  }

  /**
   * What a plugin could not do.
   *
   * @param fault false if that is what it has to say, and not a fault of its own
   */
  ExtensionException(String what, String reason, boolean fault) {
    super(what + ": " + reason);
    this.reason = reason;
    this.fault = fault;
  }

  /** Whether it is a fault of the plugin's: anything but a checked exception. */
  public boolean isFault() {
    return fault;
  }

  /** The reason alone, without the extension's name, for places where that is known. */
  public String reason() {
    return reason;
  }
}
