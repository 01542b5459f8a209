package io.weir.plugin.http;

import io.weir.api.config.Secret;
import io.weir.api.web.WebAccess;
import io.weir.plugin.http.HttpCheckConfig.Method;
import io.weir.plugin.http.HttpCheckConfig.Scheme;
import io.weir.plugin.http.HttpCheckConfig.Version;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Configurations of the check {@code http}, all of it as by default but for what is said. */
record HttpConfigs(
    Scheme scheme,
    Version version,
    Method method,
    String path,
    Optional<String> host,
    ExpectedStatus status,
    Optional<String> body,
    Optional<BodyPattern> pattern,
    Optional<WebAccess> access) {

  static HttpConfigs plain() {
    return new HttpConfigs(
        Scheme.HTTP,
        Version.HTTP_1_1,
        Method.GET,
        "/",
        Optional.empty(),
        ExpectedStatus.parse("200-399"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static HttpConfigs https(Path authority) {
    return plain().with(Scheme.HTTPS).with(trusting(authority));
  }

  static WebAccess trusting(Path authority) {
    return access(
        Map.of(), Optional.empty(), Optional.of(authority), Optional.empty(), Optional.empty());
  }

  static WebAccess access(
      Map<String, Secret> headers,
      Optional<Secret> token,
      Optional<Path> authority,
      Optional<Path> certificate,
      Optional<Path> key) {
    return new WebAccess(
        headers, Optional.empty(), Optional.empty(), token, authority, certificate, key, false);
  }

  HttpConfigs with(Scheme other) {
    return new HttpConfigs(other, version, method, path, host, status, body, pattern, access);
  }

  HttpConfigs with(Version other) {
    return new HttpConfigs(scheme, other, method, path, host, status, body, pattern, access);
  }

  HttpConfigs with(Method other) {
    return new HttpConfigs(scheme, version, other, path, host, status, body, pattern, access);
  }

  HttpConfigs with(WebAccess other) {
    return new HttpConfigs(
        scheme, version, method, path, host, status, body, pattern, Optional.of(other));
  }

  HttpConfigs withPath(String other) {
    return new HttpConfigs(scheme, version, method, other, host, status, body, pattern, access);
  }

  HttpConfigs withHost(String other) {
    return new HttpConfigs(
        scheme, version, method, path, Optional.of(other), status, body, pattern, access);
  }

  HttpConfigs withStatus(String... ranges) {
    return new HttpConfigs(
        scheme,
        version,
        method,
        path,
        host,
        ExpectedStatus.parse(java.util.List.of(ranges)),
        body,
        pattern,
        access);
  }

  HttpConfigs withBody(String text) {
    return new HttpConfigs(
        scheme, version, method, path, host, status, Optional.of(text), pattern, access);
  }

  HttpConfigs withPattern(String text) {
    return new HttpConfigs(
        scheme,
        version,
        method,
        path,
        host,
        status,
        body,
        Optional.of(BodyPattern.parse(text)),
        access);
  }

  HttpCheckConfig config() {
    return new HttpCheckConfig(scheme, version, method, path, host, status, body, pattern, access);
  }
}
