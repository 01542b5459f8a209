package io.weir.app.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request: what can be said of it before its body is there.
 *
 * @param head as it was decoded
 */
record IncomingRequest(HttpRequest head) {

  /** Methods that change nothing (RFC 9110, 9.2.1). */
  private static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS");

  String method() {
    return head.method().name();
  }

  boolean isHead() {
    return method().equals("HEAD");
  }

  boolean keepsAlive() {
    return HttpUtil.isKeepAlive(head);
  }

  boolean isOldVersion() {
    return head.protocolVersion().equals(HttpVersion.HTTP_1_0);
  }

  boolean expectsContinue() {
    return HttpUtil.is100ContinueExpected(head);
  }

  boolean hasBody() {
    return HttpUtil.isTransferEncodingChunked(head) || HttpUtil.getContentLength(head, 0L) > 0;
  }

  @Nullable String authorization() {
    return head.headers().get(HttpHeaderNames.AUTHORIZATION);
  }

  /** The headers, names in lower case; of several of one name the first. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : head.headers()) {
      headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
    }
    return headers;
  }

  /**
   * Checks what does not depend on what is served.
   *
   * @throws HttpProblem if it is not a request that can be answered
   */
  void check(int maxBody) {
    if (head.decoderResult().isFailure()) {
      throw undecodable(head.decoderResult().cause());
    }
    HttpVersion version = head.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !isOldVersion()) {
      throw new HttpProblem(505, "version: " + version + " (expected: HTTP/1.1 or HTTP/1.0)");
    }
    HttpHeaders headers = head.headers();
    int hosts = headers.getAll(HttpHeaderNames.HOST).size();
    if (hosts > 1 || (hosts == 0 && !isOldVersion())) {
      throw HttpProblem.badRequest("header Host: " + hosts + " of them (expected: one)");
    }
    if (headers.contains(HttpHeaderNames.EXPECT) && !expectsContinue()) {
      throw new HttpProblem(417, "header Expect (expected: 100-continue)");
    }
    if (HttpUtil.getContentLength(head, 0L) > maxBody) {
      throw RequestBody.tooLong(maxBody);
    }
  }

  static HttpProblem undecodable(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> new HttpProblem(414, "request line: too long");
      case TooLongHttpHeaderException _ -> new HttpProblem(431, "headers: too long");
      default -> HttpProblem.badRequest("not an HTTP request");
    };
  }

  /**
   * A browser sends a page's simple requests wherever the page wants, and says so: without this any
   * page that an administrator looks at could change a weir on their own machine.
   *
   * @throws HttpProblem 403 if another site's page wants to change something
   */
  void refuseOtherSites() {
    if (!SAFE.contains(method()) && isFromAnotherSite(head.headers())) {
      throw new HttpProblem(403, "header Origin: another site's page, and cors is off");
    }
  }

  private static boolean isFromAnotherSite(HttpHeaders headers) {
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    if (origin == null) {
      return false;
    }
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null || !authority.equalsIgnoreCase(headers.get(HttpHeaderNames.HOST));
    } catch (IllegalArgumentException e) {
      return true;
    }
  }
}
