package io.weir.app.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What stands between method and version of a request line (RFC 9112, 3.2), percent-decoded once,
 * segment by segment: an escaped slash is part of its segment, and segments that walk through
 * folders are refused instead of resolved.
 *
 * @param path the path's segments
 * @param query the query's parameters
 */
record RequestTarget(List<String> path, Map<String, List<String>> query) {
  private static final int MOST_PARAMETERS = 32;

  /**
   * Reads it.
   *
   * @throws HttpProblem 400 if it is not of that form
   */
  static RequestTarget parse(String text) {
    String target = originForm(text);
    int mark = target.indexOf('?');
    String rawPath = mark < 0 ? target : target.substring(0, mark);
    if (target.indexOf('#') >= 0) {
      throw HttpProblem.badRequest("request target: a fragment (expected: a path and a query)");
    }
    List<String> path = new ArrayList<>();
    if (!rawPath.equals("/")) {
      for (String segment : rawPath.substring(1).split("/", -1)) {
        path.add(segment(segment));
      }
    }
    return new RequestTarget(
        List.copyOf(path), mark < 0 ? Map.of() : query(target.substring(mark + 1)));
  }

  /** {@code /path?query}, also of {@code http://host/path?query}. */
  private static String originForm(String target) {
    if (target.startsWith("/")) {
      return target;
    }
    int authority = target.indexOf("://");
    boolean http =
        target.regionMatches(true, 0, "http://", 0, 7)
            || target.regionMatches(true, 0, "https://", 0, 8);
    if (authority < 0 || !http) {
      throw HttpProblem.badRequest("request target: no path (expected: /path?query)");
    }
    int slash = target.indexOf('/', authority + 3);
    return slash < 0 ? "/" : target.substring(slash);
  }

  private static String segment(String raw) {
    String decoded = decode(raw);
    if (decoded.equals(".") || decoded.equals("..")) {
      throw HttpProblem.badRequest("path: a segment \"" + decoded + "\" (expected: a plain path)");
    }
    if (decoded.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\')) {
      throw HttpProblem.badRequest("path: a control character or backslash");
    }
    return decoded;
  }

  private static String decode(String raw) {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        if (i + 2 >= raw.length()
            || !HexFormat.isHexDigit(raw.charAt(i + 1))
            || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
          throw HttpProblem.badRequest("path: a wrong escape (expected: % and two hex digits)");
        }
        bytes[length++] = (byte) HexFormat.fromHexDigits(raw, i + 1, i + 3);
        i += 2;
      } else if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else {
        throw HttpProblem.badRequest("path: a character that is not ASCII (expected: it escaped)");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw HttpProblem.badRequest("path: an escape that is not UTF-8");
    }
  }

  private static Map<String, List<String>> query(String raw) {
    try {
      return new QueryStringDecoder(raw, StandardCharsets.UTF_8, false, MOST_PARAMETERS)
          .parameters();
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("query: a wrong escape (expected: % and two hex digits)");
    }
  }
}
