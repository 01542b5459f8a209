package io.weir.core.plugin;

/**
 * What a plugin's product could not do. The message is one line that names the extension and its
 * jar. What the plugin threw is not its cause, because printing it would run the plugin's own code;
 * its stack trace is in the plugin's log at debug.
 */
public final class ExtensionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  ExtensionException(String what, String reason) {
    super(what + ": " + reason);
    this.reason = reason;
  }

  /** The reason alone, without the extension's name, for places where that is known. */
  public String reason() {
    return reason;
  }
}
