package io.weir.app;

/** Starts weir. */
public final class Main {
  private Main() {}

  /**
   * Prints the version.
   *
   * @param args ignored
   */
  public static void main(String[] args) {
    System.out.println("weir " + Main.class.getPackage().getImplementationVersion());
  }
}
