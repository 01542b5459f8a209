package io.weir.app.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.connection.CloseReason;
import io.weir.core.connection.EndedConnection;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/logging.md names what there is, all of it and in its order. */
class LoggingPageTest {
  private static final Path PAGE = Path.of("../docs/logging.md");

  @Test
  void reasonsAreThoseOfTheEnum() throws Exception {
    assertThat(firstColumn("reason"))
        .isEqualTo(Stream.of(CloseReason.values()).map(CloseReason::word).toList());
  }

  @Test
  void fieldsAreThoseOfALine() throws Exception {
    EndedConnection connection =
        new EndedConnection(
            Instant.EPOCH,
            "web",
            new InetSocketAddress("192.0.2.7", 1),
            new InetSocketAddress("192.0.2.1", 2),
            null,
            0,
            0,
            null,
            null,
            Duration.ZERO,
            null,
            CloseReason.LIMIT);
    String line = new AccessLayout(ZoneOffset.UTC, TextLine::new).doLayout(connection);

    assertThat(firstColumn("field")).isEqualTo(names(Pattern.compile("(?:^| )([a-z_]+)="), line));
  }

  private static List<String> firstColumn(String heading) throws Exception {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf("| " + heading + " | meaning |"));
    return names(
        Pattern.compile("(?m)^\\| `([a-z_]+)` \\|"), table.substring(0, table.indexOf("\n\n")));
  }

  private static List<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
