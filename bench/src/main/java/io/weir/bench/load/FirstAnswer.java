package io.weir.bench.load;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.weir.bench.BenchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code first} says.
 *
 * @param served whether there was an answer at all
 * @param at when, on the clock of {@link System#nanoTime()}
 */
public record FirstAnswer(boolean served, @JsonProperty("at_ns") long at) {
  /** From the program's line. */
  public static FirstAnswer parse(String line) {
    try {
      return JsonMapper.shared().readValue(line, FirstAnswer.class);
    } catch (JacksonException e) {
      throw new BenchException("\"first\" said \"" + line + "\" (expected: a result).", e);
    }
  }
}
