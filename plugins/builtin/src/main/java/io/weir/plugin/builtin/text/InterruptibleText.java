package io.weir.plugin.builtin.text;

/** A text that stops whoever reads it once the thread is interrupted. */
record InterruptibleText(String text) implements CharSequence {

  /** Thrown by {@link #charAt}; without a stack trace, because it says nothing. */
  static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Interrupted() {
      super("interrupted", null, false, false);
    }
  }

  @Override
  public char charAt(int index) {
    if (Thread.currentThread().isInterrupted()) {
      throw new Interrupted();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
