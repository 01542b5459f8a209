package io.weir.plugin.consul.client;

import io.weir.api.web.WebAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Consul answers. Closing it gives up what was not read. */
public final class ConsulAnswer implements AutoCloseable {
  /** For answers that are about one thing. */
  private static final int SMALL = 1 << 20;

  private static final int LONGEST_REFUSAL = 16 << 10;
  private static final int LONGEST_REASON = 200;
  private static final JsonMapper JSON = new JsonMapper();

  private final WebAnswer answer;
  private final ConsulAccess access;
  private final Duration limit;
  private final AtomicBoolean overdue = new AtomicBoolean();

  /** Done when nothing has to be ended any more. */
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /**
   * Takes an answer whose body is still to come.
   *
   * @param deadline when it has to be there, by {@link System#nanoTime}
   * @param limit how long that is since it was asked for
   */
  ConsulAnswer(WebAnswer answer, ConsulAccess access, long deadline, Duration limit) {
    this.answer = answer;
    this.access = access;
    this.limit = limit;
    long rest = Math.max(1, deadline - System.nanoTime());
    var _ =
        end.orTimeout(rest, TimeUnit.NANOSECONDS)
            .exceptionally(_ -> {
              giveUp();
              return null;
            });
  }

  /** A reader that waits for the body is woken. */
  private void giveUp() {
    overdue.set(true);
    try {
      answer.close();
    } catch (IOException _) {
      // Nobody reads it any more.
    }
  }

  ConsulAnswer checked() throws IOException {
    return switch (answer.status()) {
      case 200, 404 -> this;
      case 401, 403 ->
          throw new IOException(
              access.address()
                  + ": permission denied: the ACL token is missing, unknown or does not allow it"
                  + reason());
      case 413 -> throw new IOException(access.address() + ": the value is too long" + reason());
      default ->
          throw new IOException(
              access.address() + " answers with HTTP status " + answer.status() + reason());
    };
  }

  /** What Consul says to it, e.g. {@code : No cluster leader}; nothing if that has the token. */
  private String reason() throws IOException {
    byte[] start = reading(() -> answer.body().readNBytes(LONGEST_REFUSAL));
    String said = new String(start, StandardCharsets.UTF_8);
    if (access.token().stream().anyMatch(token -> said.contains(token.value()))) {
      return "";
    }
    String line = said.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), LONGEST_REASON));
  }

  /** Whether there is nothing of that name: status 404. */
  public boolean isMissing() {
    return answer.status() == 404;
  }

  /** Whether there would be more if the ACL token allowed it. */
  public boolean isFiltered() {
    return answer.header("X-Consul-Results-Filtered-By-ACLs").orElse("").equals("true");
  }

  /**
   * The state that the answer is of, for {@link ConsulRequest#after}; 0 if it is not said.
   *
   * @param before the one that was asked for: an index that goes backwards starts over
   */
  public long index(long before) {
    long given;
    try {
      given = Long.parseLong(answer.header("X-Consul-Index").orElse("0"));
    } catch (NumberFormatException _) {
      return 0;
    }
    return given < before ? 0 : Math.max(0, given);
  }

  /**
   * Reads all of the body.
   *
   * @param most how many bytes at most
   * @throws IOException if it is longer, breaks off, or does not come in time
   */
  public byte[] bytes(int most) throws IOException {
    return reading(() -> answer.bytes(most));
  }

  /**
   * Reads the body as JSON about one thing.
   *
   * @throws IOException if it is none
   */
  public JsonNode json() throws IOException {
    try {
      return JSON.readTree(bytes(SMALL));
    } catch (JacksonException e) {
      throw new IOException(access.address() + " answers with something else than JSON", e);
    }
  }

  /** Whether the change was made: Consul says {@code true} then, and else {@code false}. */
  public boolean isDone() throws IOException {
    return json().asBoolean(false);
  }

  /** Reads the body. */
  @FunctionalInterface
  public interface Reader<R> {
    /** What it says. */
    R read(InputStream body) throws IOException;
  }

  /**
   * Has the body read as it comes in.
   *
   * @throws IOException what the reader throws, or that it does not come in time
   */
  public <R> R read(Reader<R> reader) throws IOException {
    return reading(() -> reader.read(answer.body()));
  }

  @FunctionalInterface
  private interface Reading<R> {
    R run() throws IOException;
  }

  private <R> R reading(Reading<R> reading) throws IOException {
    try {
      R read = reading.run();
      // A body that was closed in between may look like one that is complete.
      if (!overdue.get()) {
        return read;
      }
    } catch (IOException e) {
      if (!overdue.get()) {
        throw e;
      }
    }
    throw new IOException(ConsulClient.late(access, limit));
  }

  @Override
  public void close() throws IOException {
    end.complete(null);
    answer.close();
  }
}
