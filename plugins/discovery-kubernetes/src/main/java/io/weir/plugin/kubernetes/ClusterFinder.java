package io.weir.plugin.kubernetes;

import io.weir.api.PluginContext;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out which cluster is meant: that of a kubeconfig, or the one that weir runs in. */
final class ClusterFinder {
  static final String DEFAULT_NAMESPACE = "default";
  private static final int LONGEST_NAMESPACE = 300;

  private final PluginContext context;
  private final Variables variables;

  /** The variables of an environment. */
  @FunctionalInterface
  interface Variables {
    /** The value of one; null if it is not set. */
    @Nullable String get(String name);
  }

  ClusterFinder(PluginContext context, Variables variables) {
    this.context = context;
    this.variables = variables;
  }

  /**
   * The cluster that a configuration means.
   *
   * @throws InvalidConfigException if it says of none
   */
  Cluster find(KubernetesConfig config) {
    Cluster cluster =
        config
            .kubernetesConfig()
            .map(file -> Kubeconfig.read(file).cluster(config))
            .orElseGet(() -> inPod(config));
    if (!cluster.verified()) {
      context
          .logger()
          .atWarn()
          .addKeyValue("server", context.owner())
          .addKeyValue("api", cluster.server())
          .log(
              "the certificate of the API server is not looked at: who is on the way can pretend to be it");
    }
    return secure(cluster) ? cluster : withoutCredentials(cluster);
  }

  private static boolean secure(Cluster cluster) {
    return "https".equalsIgnoreCase(cluster.server().uri().getScheme());
  }

  /** As kubectl does: over http anyone on the way could take them. */
  private static Cluster withoutCredentials(Cluster cluster) {
    return new Cluster(
        cluster.server(),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        new Credentials.NoHeader("a client without credentials, as there are none over http,"),
        cluster.namespace(),
        cluster.configKey());
  }

  private Cluster inPod(KubernetesConfig config) {
    Path folder = config.kubernetesServiceAccountFolder();
    String key = "kubernetes_service_account_folder";
    Path token = folder.resolve("token");
    Path authorities = folder.resolve("ca.crt");
    boolean account = Files.exists(token);
    HttpUrl server = config.kubernetesApi().orElseGet(this::serverOfPod);
    if (!account && config.kubernetesApi().isEmpty()) {
      throw new InvalidConfigException(key, "a folder with the file token of a service account");
    }
    return new Cluster(
        base(server),
        Files.exists(authorities)
            ? Optional.of(new Pem.InFile("ca.crt", authorities))
            : Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        account
            ? new Credentials.TokenFile(token, "the service account")
            : new Credentials.NoHeader("a client without credentials"),
        config.kubernetesNamespace().orElseGet(() -> namespaceOfPod(folder.resolve("namespace"))),
        key);
  }

  private HttpUrl serverOfPod() {
    String host = variables.get("KUBERNETES_SERVICE_HOST");
    String port = variables.get("KUBERNETES_SERVICE_PORT");
    if (host == null || port == null) {
      throw new InvalidConfigException(
          "kubernetes_config",
          "a kubeconfig file, as weir runs in no pod: KUBERNETES_SERVICE_HOST and _PORT are not set");
    }
    try {
      return HttpUrl.parse(
          "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(
          "kubernetes_config",
          "a kubeconfig file, as KUBERNETES_SERVICE_HOST and _PORT are no host and port");
    }
  }

  private static String namespaceOfPod(Path file) {
    if (!Files.exists(file)) {
      return DEFAULT_NAMESPACE;
    }
    try (var in = Files.newInputStream(file)) {
      String name = new String(in.readNBytes(LONGEST_NAMESPACE), StandardCharsets.UTF_8).strip();
      if (KubernetesConfig.isLabel(name)) {
        return name;
      }
    } catch (IOException e) {
      throw new InvalidConfigException(
          "kubernetes_namespace", "a namespace, as " + file + " cannot be read");
    }
    throw new InvalidConfigException(
        "kubernetes_namespace", "a namespace, as there is none in " + file);
  }

  /** Paths go on from a base that ends with a slash. */
  static HttpUrl base(HttpUrl server) {
    URI uri = server.uri();
    String path = uri.getRawPath();
    return path.endsWith("/") ? server : new HttpUrl(uri.resolve(path + "/"));
  }
}
