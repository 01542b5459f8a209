package io.weir.app.profiler;

import io.weir.app.http.HttpAnswer;
import io.weir.app.http.HttpCall;
import io.weir.app.http.HttpProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/** Makes recordings of JDK Flight Recorder, one at a time, of bounded length and size. */
final class FlightRecorder {
  private static final int DEFAULT_SECONDS = 30;
  private static final int MOST_SECONDS = 300;
  private static final long MOST_BYTES = 64L << 20;

  /** The JDK's own settings for finding out what costs time; about 2 % of it. */
  private static final String SETTINGS = "profile";

  private final Semaphore free = new Semaphore(1);

  /** Records for as long as the call says, and answers with the recording. */
  HttpAnswer record(HttpCall call) throws Exception {
    Duration time = Duration.ofSeconds(seconds(call.query("seconds")));
    if (!free.tryAcquire()) {
      throw HttpProblem.conflict("a recording is being made already");
    }
    try {
      return HttpAnswer.file("application/octet-stream", recorded(time), true)
          .withHeader("Content-Disposition", "attachment; filename=\"weir.jfr\"");
    } finally {
      free.release();
    }
  }

  private static int seconds(@Nullable String given) {
    if (given == null) {
      return DEFAULT_SECONDS;
    }
    try {
      int seconds = Integer.parseInt(given);
      if (seconds >= 1 && seconds <= MOST_SECONDS) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // The line below says what was expected.
    }
    throw HttpProblem.badRequest(
        "query parameter seconds (expected: a whole number from 1 to " + MOST_SECONDS + ")");
  }

  private static Path recorded(Duration time)
      throws IOException, ParseException, InterruptedException {
    Path file = Files.createTempFile("weir-", ".jfr");
    try (Recording recording = new Recording(Configuration.getConfiguration(SETTINGS))) {
      recording.setName("weir");
      recording.setMaxSize(MOST_BYTES);
      recording.start();
      Thread.sleep(time);
      recording.stop();
      recording.dump(file);
      return file;
    } catch (IOException | InterruptedException | ParseException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}
