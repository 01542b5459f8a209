package io.weir.plugin.srv;

import java.io.IOException;

/** A name server does not know a name and does not ask others for it either. */
final class UnservedNameException extends IOException {
  private static final long serialVersionUID = 1;

  UnservedNameException(String message) {
    super(message);
  }
}
