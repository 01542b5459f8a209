package io.weir.api.web;

import io.weir.api.PluginContext;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * A service on a web server that is asked again and again. A product makes one, keeps it and closes
 * it. Its calls block and end when the thread is interrupted; connecting takes 10 s at most, all
 * else is bounded by the caller's deadline alone. Up to five redirects of a GET are followed, but
 * not from https to http; headers of the service and a request's own {@code Authorization} go to
 * its own origin only. A name and password in its address are sent as basic authentication. Nothing
 * of them is in a message. Safe for use by several threads; it speaks HTTP/1.1.
 */
public final class WebService implements AutoCloseable {
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final int MOST_REDIRECTS = 5;

  private final HttpUrl base;
  private final Map<String, String> headers;
  private final HttpClient client;

  /**
   * What is said about a service before it is asked. Of one thread; each method but {@link #build}
   * returns this.
   */
  public static final class Builder {
    private final HttpUrl base;
    private final PluginContext context;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final HttpClient.Builder client;
    private ClientTls tls = ClientTls.SYSTEM;

    private Builder(HttpUrl base, PluginContext context) {
      this.base = base;
      this.context = context;
      this.client =
          HttpClient.newBuilder()
              .executor(context.executor())
              .connectTimeout(TO_CONNECT)
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER);
      base.basicAuthorization().ifPresent(value -> header("Authorization", value));
    }

    /**
     * Speaks TLS with an https address as said; by default the system's CAs are trusted. With an
     * http address it has no effect.
     *
     * @param newTls whom to trust, and as whom to show oneself; the last one counts
     * @return this
     */
    public Builder tls(ClientTls newTls) {
      tls = newTls;
      return this;
    }

    /**
     * Asks as a section of the configuration says.
     *
     * @param access headers, credentials and TLS
     * @param section the key of the section, for messages
     * @return this
     */
    public Builder access(WebAccess access, String section) {
      access.headers().forEach((name, value) -> header(name, value.value()));
      access.authorization().ifPresent(value -> header("Authorization", value.value()));
      return tls(access.tls(section));
    }

    /**
     * Sends a header with each request, in place of an earlier value.
     *
     * @param name its name, in the same case each time
     * @param value its value
     * @return this
     */
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /**
     * Sends a user's name and password with each request (RFC 7617).
     *
     * @param user without a colon
     * @param password may be empty
     * @return this
     */
    public Builder basicAuthorization(String user, Secret password) {
      return header("Authorization", WebAccess.basic(user, password).value());
    }

    /**
     * Sends a token with each request (RFC 6750).
     *
     * @param token the token
     * @return this
     */
    public Builder bearer(Secret token) {
      return header("Authorization", "Bearer " + token.value());
    }

    /**
     * The service; nothing is connected yet. With an https address the files of TLS are read, which
     * may block.
     *
     * @return the service, for the caller to close
     * @throws io.weir.api.config.InvalidConfigException if a file of TLS cannot be used
     */
    public WebService build() {
      if ("https".equalsIgnoreCase(base.uri().getScheme())) {
        client.sslContext(context.clientTls(tls));
      }
      return new WebService(this);
    }
  }

  private WebService(Builder builder) {
    base = builder.base;
    headers = Map.copyOf(builder.headers);
    client = builder.client.build();
  }

  /**
   * Prepares a service.
   *
   * @param base its address, from which requests go on
   * @param context of the product that asks; its executor runs the client
   * @return what more can be said about it
   */
  public static Builder at(HttpUrl base, PluginContext context) {
    return new Builder(base, context);
  }

  /**
   * A GET of an address relative to the base; an empty one is the base itself.
   *
   * @param relative path and query, already encoded (RFC 3986, 4.2)
   * @return the request with the service's headers, to be changed at will
   * @throws IllegalArgumentException if it is not encoded, or a header cannot be one
   */
  public HttpRequest.Builder request(String relative) {
    URI uri = relative.isEmpty() ? base.uri() : base.uri().resolve(relative);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    headers.forEach(request::header);
    return request;
  }

  /**
   * Asks. Blocks until the headers of the answer are there. The caller closes the answer.
   *
   * @param request of {@link #request}, as its headers go to the service's origin only
   * @return the answer, whatever its status
   * @throws IOException if there is none; where nobody can be connected to, the message names the
   *     address
   * @throws InterruptedException if the thread was interrupted; nothing is left open then
   */
  public WebAnswer send(HttpRequest request) throws IOException, InterruptedException {
    HttpRequest next = request;
    for (int redirects = 0; ; redirects++) {
      HttpResponse<InputStream> response = exchange(next);
      Optional<URI> elsewhere = redirect(next, response);
      if (elsewhere.isEmpty()) {
        return new WebAnswer(base, response);
      }
      response.body().close();
      if (redirects == MOST_REDIRECTS) {
        throw new IOException(base + " redirects more than " + MOST_REDIRECTS + " times");
      }
      next = redirected(request, elsewhere.get());
    }
  }

  /**
   * Asks for an address relative to the base, as {@link #request} has it.
   *
   * @param relative path and query, already encoded (RFC 3986, 4.2)
   * @return the answer, whatever its status, for the caller to close
   * @throws IOException as {@link #send}
   * @throws InterruptedException as {@link #send}
   */
  public WebAnswer get(String relative) throws IOException, InterruptedException {
    return send(request(relative).build());
  }

  private HttpResponse<InputStream> exchange(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      // The client's own exception has no message.
      throw new IOException(base + " cannot be connected to", e);
    }
  }

  private static Optional<URI> redirect(HttpRequest request, HttpResponse<InputStream> response) {
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 ->
          request.method().equals("GET")
              ? response
                  .headers()
                  .firstValue("Location")
                  .flatMap(WebService::address)
                  .map(request.uri()::resolve)
                  .filter(target -> mayFollow(request.uri(), target))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<URI> address(String location) {
    try {
      return Optional.of(URI.create(location));
    } catch (IllegalArgumentException _) {
      // Not followed then; its status says that it was a redirect.
      return Optional.empty();
    }
  }

  private static boolean mayFollow(URI from, URI to) {
    boolean plain = "http".equalsIgnoreCase(to.getScheme());
    boolean secure = "https".equalsIgnoreCase(to.getScheme());
    return to.getHost() != null
        && (secure || (plain && !"https".equalsIgnoreCase(from.getScheme())));
  }

  private HttpRequest redirected(HttpRequest first, URI target) {
    if (sameOrigin(target)) {
      return HttpRequest.newBuilder(first, (_, _) -> true).uri(target).build();
    }
    BiPredicate<String, String> notOurs =
        (name, _) ->
            !name.equalsIgnoreCase("Authorization")
                && headers.keySet().stream().noneMatch(name::equalsIgnoreCase);
    return HttpRequest.newBuilder(first, notOurs).uri(target).build();
  }

  private boolean sameOrigin(URI target) {
    return origin(base.uri()).equals(origin(target));
  }

  private static String origin(URI uri) {
    return (uri.getScheme() + "://" + uri.getHost() + ":" + port(uri)).toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    int standard = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    return uri.getPort() < 0 ? standard : uri.getPort();
  }

  /**
   * Ends what is under way, which then throws, and waits until it has. The product that made it
   * does so in its own {@code close}.
   */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
