package io.weir.plugin.kubernetes;

import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A file of kubectl's: clusters, users, and contexts that say which user goes to which cluster.
 * What weir cannot do is refused where it is left out silently otherwise, and would make it someone
 * else or send it elsewhere.
 */
final class Kubeconfig {
  private static final String KEY = "kubernetes_config";
  private static final int LONGEST = 1 << 20;
  private static final List<String> REFUSED_OF_CLUSTERS = List.of("proxy-url", "tls-server-name");
  private static final List<String> REFUSED_OF_USERS =
      List.of("exec", "auth-provider", "as", "as-uid", "as-groups", "as-user-extra");

  private final Path file;
  private final JsonNode root;

  private Kubeconfig(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @throws InvalidConfigException if it cannot be read, or is no YAML
   */
  static Kubeconfig read(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] text = in.readNBytes(LONGEST + 1);
      if (text.length > LONGEST) {
        throw wrong("of at most " + LONGEST + " bytes");
      }
      return new Kubeconfig(file.toAbsolutePath(), new YAMLMapper().readTree(text));
    } catch (IOException e) {
      throw wrong("that can be read: " + e.getClass().getSimpleName());
    } catch (JacksonException e) {
      // The library's message shows the text, in which there are secrets.
      TokenStreamLocation place = e.getLocation();
      throw wrong("in YAML" + (place == null ? "" : "; it is none at line " + place.getLineNr()));
    }
  }

  /**
   * The cluster and the user of a context.
   *
   * @param config names the context, if it is not the current one, and may say otherwise where the
   *     cluster is and which namespace is meant
   * @throws InvalidConfigException if they are not there, or need what weir cannot do
   */
  Cluster cluster(KubernetesConfig config) {
    String contextName = config.kubernetesContext().orElseGet(() -> text(root, "current-context"));
    if (contextName.isEmpty()) {
      throw new InvalidConfigException(
          "kubernetes_context", "a context of " + file + ", which has no current-context");
    }
    JsonNode context = named("contexts", "context", contextName, "kubernetes_context");
    JsonNode cluster = named("clusters", "cluster", text(context, "cluster"), KEY);
    String userName = text(context, "user");
    JsonNode user = userName.isEmpty() ? root.path("") : named("users", "user", userName, KEY);
    refuse(cluster, REFUSED_OF_CLUSTERS, "cluster " + text(context, "cluster"));
    refuse(user, REFUSED_OF_USERS, "user " + userName);
    return new Cluster(
        ClusterFinder.base(config.kubernetesApi().orElseGet(() -> server(cluster))),
        pem(cluster, "certificate-authority"),
        !cluster.path("insecure-skip-tls-verify").asBoolean(false),
        pem(user, "client-certificate"),
        pem(user, "client-key"),
        credentials(user, "user " + userName + " of " + file),
        config.kubernetesNamespace().orElseGet(() -> namespace(context)),
        KEY);
  }

  private static HttpUrl server(JsonNode cluster) {
    try {
      return HttpUrl.parse(text(cluster, "server"));
    } catch (IllegalArgumentException e) {
      throw wrong("with a cluster's server such as https://host:6443");
    }
  }

  private static String namespace(JsonNode context) {
    String namespace = text(context, "namespace");
    if (namespace.isEmpty()) {
      return ClusterFinder.DEFAULT_NAMESPACE;
    }
    if (!KubernetesConfig.isLabel(namespace)) {
      throw wrong("with a context's namespace of letters, digits and -");
    }
    return namespace;
  }

  private Credentials credentials(JsonNode user, String description) {
    String tokenFile = text(user, "tokenFile");
    String token = text(user, "token");
    String name = text(user, "username");
    if (!tokenFile.isEmpty()) {
      return new Credentials.TokenFile(besideThis(tokenFile), description);
    }
    if (!token.isEmpty()) {
      return new Credentials.Token(new Secret(token), description);
    }
    return name.isEmpty()
        ? new Credentials.NoHeader(description)
        : new Credentials.Password(name, new Secret(text(user, "password")), description);
  }

  /** What is in the file itself counts, as for kubectl. */
  private Optional<Pem> pem(JsonNode section, String key) {
    String data = text(section, key + "-data");
    String path = text(section, key);
    if (!data.isEmpty()) {
      try {
        return Optional.of(
            new Pem.Embedded(
                key + "-data",
                new Secret(
                    new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8))));
      } catch (IllegalArgumentException e) {
        throw wrong("with " + key + "-data in base64");
      }
    }
    return path.isEmpty() ? Optional.empty() : Optional.of(new Pem.InFile(key, besideThis(path)));
  }

  private Path besideThis(String path) {
    try {
      return file.resolveSibling(path);
    } catch (InvalidPathException e) {
      throw wrong("with paths of files");
    }
  }

  private JsonNode named(String list, String what, String name, String configKey) {
    for (JsonNode entry : root.path(list)) {
      if (text(entry, "name").equals(name)) {
        return entry.path(what);
      }
    }
    throw new InvalidConfigException(
        configKey, "a " + what + " that is in " + file + ", where there is no \"" + name + "\"");
  }

  private static void refuse(JsonNode section, List<String> keys, String whose) {
    for (String key : keys) {
      if (section.has(key)) {
        throw wrong("without " + key + ", which weir cannot do (" + whose + ")");
      }
    }
  }

  private static String text(JsonNode section, String key) {
    return section.path(key).asString("");
  }

  private static InvalidConfigException wrong(String how) {
    return new InvalidConfigException(KEY, "a kubeconfig file " + how);
  }
}
