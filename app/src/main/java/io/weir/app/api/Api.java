package io.weir.app.api;

import io.weir.app.http.HttpBounds;
import io.weir.app.http.HttpServer;
import io.weir.app.http.HttpSettings;
import io.weir.app.http.Routes;
import io.weir.app.http.Scope;
import io.weir.app.http.TlsFiles;
import io.weir.core.Weir;
import io.weir.core.config.ApiConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST API, put together. */
public final class Api {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  private Api() {}

  /**
   * Prepares it; nothing listens yet.
   *
   * @param config section {@code api}
   * @param weir the engine, running
   * @param about what is told of the process
   * @param reloading has weir read its configuration again
   * @throws io.weir.app.OperatorException if the certificate or its key cannot be used
   */
  public static HttpServer of(
      ApiConfig config, Weir weir, AboutProcess about, Reloading reloading) {
    if (ApiAccess.isWideOpen(config)) {
      LOG.warn(
          "api.bind: everybody who can reach {} can change this weir; set api.basic_auth or"
              + " api.tokens, or bind it to 127.0.0.1",
          config.bind());
    }
    HttpSettings settings =
        new HttpSettings(
            "api",
            config.bind(),
            config.cors(),
            config
                .tls()
                .map(tls -> TlsFiles.read("api.tls", tls.certPath(), tls.keyPath()))
                .orElse(null),
            HttpBounds.STANDARD);
    return new HttpServer(settings, routes(weir, about, reloading), ApiAccess.of(config));
  }

  private static Routes routes(Weir weir, AboutProcess about, Reloading reloading) {
    ProcessRoutes process = new ProcessRoutes(weir, about);
    ServerRoutes servers = new ServerRoutes(weir);
    BackendRoutes backends = new BackendRoutes(weir);
    CertificateRoutes certificates = new CertificateRoutes(weir, about.clock());
    String backend = "/servers/{name}/backends/{backend}";
    return Routes.builder()
        .add("GET", "/ping", Scope.NONE, process::ping)
        .add("GET", "/health/live", Scope.NONE, process::live)
        .add("GET", "/health/ready", Scope.NONE, process::ready)
        .add("GET", "/openapi.json", Scope.NONE, process::description)
        .add("GET", "/", Scope.READ, process::about)
        .add("GET", "/dump", Scope.READ, process::dump)
        .add("GET", "/certificates", Scope.READ, certificates::all)
        .add("POST", "/certificates/{name}/renew", Scope.WRITE, certificates::renew)
        .add("POST", "/certificates/{name}/revoke", Scope.WRITE, certificates::revoke)
        .add("GET", "/plugins", Scope.READ, new PluginRoutes(weir)::all)
        .add("GET", "/servers", Scope.READ, servers::all)
        .add("GET", "/servers/{name}", Scope.READ, servers::one)
        .add("POST", "/servers/{name}", Scope.WRITE, servers::add)
        .add("DELETE", "/servers/{name}", Scope.WRITE, servers::remove)
        .add("GET", "/servers/{name}/stats", Scope.READ, servers::stats)
        .add("GET", "/servers/{name}/backends", Scope.READ, backends::all)
        .add("GET", backend, Scope.READ, backends::one)
        .add("POST", "/reload", Scope.WRITE, new ReloadRoute(reloading)::reload)
        .add("PATCH", backend, Scope.WRITE, backends::change)
        .build();
  }
}
