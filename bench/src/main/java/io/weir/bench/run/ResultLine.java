package io.weir.bench.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A line of a result file, which is one of these. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResultLine(@Nullable Header header, @Nullable Slice slice, @Nullable Remark remark) {
  /**
   * What a reader must know of a peer: that it could not be measured, or was not yet warm.
   *
   * @param workload in which; empty if in none
   */
  public record Remark(String peer, String workload, String text) {}

  static ResultLine of(Header header) {
    return new ResultLine(header, null, null);
  }

  static ResultLine of(Slice slice) {
    return new ResultLine(null, slice, null);
  }

  static ResultLine of(Remark remark) {
    return new ResultLine(null, null, remark);
  }
}
