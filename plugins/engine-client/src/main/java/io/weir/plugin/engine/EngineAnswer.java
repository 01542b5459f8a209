package io.weir.plugin.engine;

import io.weir.api.text.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What an engine answers.
 *
 * @param status the status, e.g. 200
 * @param body the body, which comes in as it is read
 */
public record EngineAnswer(int status, InputStream body) {
  private static final int LONGEST_REASON = 300;

  /**
   * This answer, if its status is 200.
   *
   * @throws IOException if it is another one; the message holds the beginning of the body, where
   *     engines say why
   */
  public EngineAnswer ok() throws IOException {
    if (status != 200) {
      String why = new String(body.readNBytes(LONGEST_REASON), StandardCharsets.UTF_8).strip();
      throw new IOException(
          "answers with HTTP status " + status + (why.isEmpty() ? "" : ": " + Excerpt.of(why)));
    }
    return this;
  }
}
