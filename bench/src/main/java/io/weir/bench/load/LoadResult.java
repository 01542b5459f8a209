package io.weir.bench.load;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.weir.bench.BenchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a generator says at its end.
 *
 * @param units what went through: connections, exchanges, or 10^9 bytes
 * @param errors what did not
 * @param p50 median latency in microseconds; 0 where the load has none, like the other two
 */
public record LoadResult(
    double units,
    double seconds,
    long errors,
    @JsonProperty("p50_us") double p50,
    @JsonProperty("p99_us") double p99,
    @JsonProperty("p999_us") double p999) {
  /** From the generator's line. */
  public static LoadResult parse(String line) {
    try {
      return JsonMapper.shared().readValue(line, LoadResult.class);
    } catch (JacksonException e) {
      throw new BenchException("A generator said \"" + line + "\" (expected: a result).", e);
    }
  }
}
