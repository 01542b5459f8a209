package io.weir.plugin.http;

import io.weir.api.web.WebAccess;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/**
 * What a backend is asked.
 *
 * @param request the request's head
 * @param body its body, which is used up by being sent; empty for none
 * @param bodyLimit how many bytes of the answer's body are of interest; the exchange ends after
 *     these, without waiting for the rest
 */
record Question(HttpRequest request, ByteBuffer body, int bodyLimit) {

  /**
   * The head of a request.
   *
   * @param scheme {@code http} or {@code https}
   * @param host the host that it is for
   * @param access whose headers are sent
   */
  static HttpRequest head(
      String method, String scheme, URIAuthority host, String path, Optional<WebAccess> access) {
    HttpRequest request = new BasicHttpRequest(method, scheme, host, path);
    access.ifPresent(in -> {
      in.headers().forEach((name, value) -> request.addHeader(name, value.value()));
      in.authorization().ifPresent(value -> request.setHeader("Authorization", value.value()));
    });
    return request;
  }
}
