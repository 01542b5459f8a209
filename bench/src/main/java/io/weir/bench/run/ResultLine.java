package io.weir.bench.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A line of a result file, which is one of these. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResultLine(@Nullable Header header, @Nullable Slice slice, @Nullable Loss loss) {
  /**
   * A peer that could not be measured, or not to the end.
   *
   * @param workload empty if it did not even start
   */
  public record Loss(String peer, String workload, String reason) {}

  static ResultLine of(Header header) {
    return new ResultLine(header, null, null);
  }

  static ResultLine of(Slice slice) {
    return new ResultLine(null, slice, null);
  }

  static ResultLine of(Loss loss) {
    return new ResultLine(null, null, loss);
  }
}
