package io.weir.plugin.http;

import io.weir.api.text.Excerpt;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The words for the status that a gRPC call ends with. */
final class GrpcStatus {
  /** By their numbers (gRPC, "Status codes and their use"). */
  private static final List<String> WORDS =
      List.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

  private GrpcStatus() {}

  /**
   * What a call that failed says.
   *
   * @param status the number in {@code grpc-status}
   * @param message {@code grpc-message}, percent-encoded; may be empty
   */
  static String described(String status, String message) {
    String word = status;
    for (int code = 0; code < WORDS.size(); code++) {
      if (status.equals(Integer.toString(code))) {
        word = WORDS.get(code);
      }
    }
    return Excerpt.of(message.isEmpty() ? word : word + ": " + decoded(message));
  }

  private static String decoded(String message) {
    try {
      return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Not encoded as it should be; it is readable so, too.
      return message;
    }
  }
}
