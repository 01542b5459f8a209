package io.weir.api.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** One of a program's outputs: read without waiting, kept up to a limit. */
final class Pipe {
  /** No pipe holds more, so that one call takes all that a program left behind when it ended. */
  private static final int MOST_AT_ONCE = 1 << 20;

  private final InputStream in;
  private final int limit;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean overflowed;

  Pipe(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /** Takes what is in it. Returns whether there was anything. */
  boolean empty() throws IOException {
    int taken = 0;
    int available = in.available();
    while (available > 0 && taken < MOST_AT_ONCE) {
      byte[] bytes = in.readNBytes(Math.min(available, MOST_AT_ONCE - taken));
      taken += bytes.length;
      keep(bytes);
      available = in.available();
    }
    return taken > 0;
  }

  private void keep(byte[] bytes) {
    int room = limit - kept.size();
    overflowed |= bytes.length > room;
    kept.write(bytes, 0, Math.min(bytes.length, room));
  }

  /** Whether more came than is kept. */
  boolean overflowed() {
    return overflowed;
  }

  String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }
}
