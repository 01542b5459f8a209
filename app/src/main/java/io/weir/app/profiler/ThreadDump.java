package io.weir.app.profiler;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.weir.app.http.HttpAnswer;
import io.weir.app.http.HttpCall;
import io.weir.app.http.HttpProblem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** A dump of all threads, virtual ones included, which a usual thread dump leaves out. */
final class ThreadDump {
  private ThreadDump() {}

  /** Makes one: text, or JSON with {@code ?format=json}. */
  static HttpAnswer of(HttpCall call) throws IOException {
    String format = call.query("format");
    return switch (format == null ? "text" : format) {
      case "text" -> made(ThreadDumpFormat.TEXT_PLAIN, HttpAnswer.TEXT);
      case "json" -> made(ThreadDumpFormat.JSON, HttpAnswer.JSON);
      default -> throw HttpProblem.badRequest("query parameter format (expected: text or json)");
    };
  }

  private static HttpAnswer made(ThreadDumpFormat format, String contentType) throws IOException {
    // The JDK insists on a file that is not there yet; in a folder of its own nobody is faster.
    Path folder = Files.createTempDirectory("weir-");
    Path file = folder.resolve("threads");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), format);
      return HttpAnswer.of(200, contentType, Files.readString(file));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
