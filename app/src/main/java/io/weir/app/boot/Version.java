package io.weir.app.boot;

import org.jspecify.annotations.Nullable;

/** Which weir this is. */
public final class Version {
  private Version() {}

  /** Its version, from the jar's manifest. */
  public static String text() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(not from a jar)" : version;
  }
}
