package com.example.agent;

import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.api.text.BoundedLines;
import io.weir.api.text.Excerpt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the line that an agent answers with (HAProxy, {@code agent-check}): words such as {@code
 * up}, {@code drain} or {@code 75%}, with commas or blanks between them, and a reason after {@code
 * #}. A share of the weight counts as up, unless it is none.
 */
final class AgentCheck implements HealthCheck {
  private static final int LONGEST_LINE = 1_000;
  private static final Set<String> DOWN =
      Set.of("down", "fail", "failed", "stopped", "maint", "drain");
  private static final Set<String> UP = Set.of("up", "ready");

  private final byte[] question;

  AgentCheck(byte[] question) {
    this.question = question;
  }

  // weir interrupts the thread at the section's timeout, and a channel ends then.
  @Override
  public HealthResult check(HealthTarget target) throws IOException {
    try (SocketChannel agent = SocketChannel.open(target.address())) {
      ByteBuffer rest = ByteBuffer.wrap(question);
      while (rest.hasRemaining()) {
        agent.write(rest);
      }
      return new BoundedLines(Channels.newInputStream(agent), LONGEST_LINE)
          .next()
          .map(line -> judge(new String(line, StandardCharsets.US_ASCII).strip()))
          .orElseGet(() -> HealthResult.unhealthy("the agent closed without a line"));
    }
  }

  private static HealthResult judge(String line) {
    String words = line.split("#", 2)[0].toLowerCase(Locale.ROOT);
    boolean up = false;
    for (String word : Arrays.asList(words.split("[\\s,]+"))) {
      if (DOWN.contains(word) || word.matches("0+%")) {
        return HealthResult.unhealthy("the agent says " + Excerpt.of(line));
      }
      up |= UP.contains(word) || word.matches("[1-9]\\d{0,2}%");
    }
    return up
        ? HealthResult.healthy()
        : HealthResult.inconclusive("the agent says " + Excerpt.of(line) + ", which is no state");
  }
}
