package io.weir.api.web;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A section that says how one is let in by a web server. All of it may be left out, so it can be a
 * component of a configuration record just so. No file is read here. Later versions of the API may
 * add keys that may be left out.
 *
 * @param headers sent with each request; their values are not shown, as some are secret
 * @param username with {@code password} for basic authentication (RFC 7617)
 * @param password goes with {@code username}; may be empty
 * @param token for bearer authentication (RFC 6750); not together with {@code username}
 * @param cacertPath CAs in PEM that alone are trusted; the system's if empty
 * @param certPath the client's own certificate chain in PEM; goes with {@code keyPath}
 * @param keyPath its private key in PEM, without a password
 * @param ignoreVerify takes whatever certificate the server shows; default false
 */
public record WebAccess(
    @Doc("Headers that are sent with each request.") Map<String, Secret> headers,
    @Doc("A user's name, for basic authentication.") Optional<String> username,
    @Doc("The user's password.") Optional<Secret> password,
    @Doc("A token, for bearer authentication.") Optional<Secret> token,
    @Doc("A file of CAs in PEM that alone are trusted; the system's CAs if left out.")
        Optional<Path> cacertPath,
    @Doc("A client certificate that is shown to the server: its chain in PEM.")
        Optional<Path> certPath,
    @Doc("Its private key in PEM, without a password.") Optional<Path> keyPath,
    @Doc("Takes whatever certificate the server shows.") @Default("false") boolean ignoreVerify) {

  /** No credentials; the system's CAs. */
  public static final WebAccess OPEN =
      new WebAccess(
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  /**
   * Checks what goes together.
   *
   * @throws InvalidConfigException if something does not; it names the key in this section
   */
  public WebAccess {
    headers = Map.copyOf(headers);
    headers.forEach(WebAccess::check);
    if (username.isPresent() != password.isPresent()) {
      throw new InvalidConfigException(
          username.isPresent() ? "username" : "password", "username and password together");
    }
    if (token.isPresent() && username.isPresent()) {
      throw new InvalidConfigException("token", "none beside username and password");
    }
    if (certPath.isPresent() != keyPath.isPresent()) {
      throw new InvalidConfigException(
          certPath.isPresent() ? "cert_path" : "key_path", "cert_path and key_path together");
    }
  }

  private static void check(String name, Secret value) {
    try {
      var _ = HttpRequest.newBuilder().header(name, value.value());
    } catch (IllegalArgumentException _) {
      // Its message may show the value.
      throw new InvalidConfigException(
          "headers",
          "names and values of HTTP headers that a client may set; not \"" + name + "\"");
    }
  }

  /**
   * The value of a request's header {@code Authorization}, of the token or of name and password.
   *
   * @return the value; empty if none is sent
   */
  public Optional<Secret> authorization() {
    if (token.isPresent()) {
      return Optional.of(new Secret("Bearer " + token.get().value()));
    }
    return username.flatMap(user -> password.map(secret -> basic(user, secret)));
  }

  static Secret basic(String user, Secret password) {
    byte[] credentials = (user + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
    return new Secret("Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  /**
   * Refuses what is said about TLS, for whoever speaks none: it would be taken for granted, and
   * credentials go in the clear.
   *
   * @param section the key of this section, for messages
   * @throws InvalidConfigException that names the key, if there is one
   */
  public void refuseTls(String section) {
    String expected = "nothing where no TLS is spoken";
    tls(section).requireNoFiles(expected);
    if (ignoreVerify) {
      throw new InvalidConfigException(section + ".ignore_verify", expected);
    }
  }

  /**
   * Whom a client trusts, and as whom it shows itself.
   *
   * @param section the key of this section, for messages
   * @return the files, for {@link io.weir.api.PluginContext#clientTls} or {@link
   *     WebService.Builder#tls}
   */
  public ClientTls tls(String section) {
    ClientTls tls = ClientTls.ofKeys(section + ".", cacertPath, certPath, keyPath);
    return ignoreVerify ? tls.unverified() : tls;
  }
}
