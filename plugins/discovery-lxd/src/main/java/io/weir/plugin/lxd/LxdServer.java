package io.weir.plugin.lxd;

import io.weir.api.PluginContext;
import io.weir.api.config.Secret;
import io.weir.api.web.ClientTls;
import io.weir.plugin.engine.EngineAnswer;
import io.weir.plugin.engine.EngineClient;
import io.weir.plugin.engine.EngineTls;
import io.weir.plugin.rows.JsonRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the REST API of LXD and Incus that are made here. */
final class LxdServer implements AutoCloseable {
  private static final long LONGEST_LIST = 1L << 30;
  private static final long LONGEST_ANSWER = 4L << 20;
  private static final int PORT = 8443;

  /** weir's own limit ends a look-up. */
  private static final Duration ANY_TIME = Duration.ZERO;

  private static final String INSTANCES = "/1.0/instances?recursion=2";
  private static final String CONTAINERS = "/1.0/containers?recursion=2";

  private final EngineClient client;
  private final Optional<Secret> password;
  private final JsonRows<Instance> rows;
  private final JsonMapper mapper =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxDocumentLength(LONGEST_ANSWER).build())
              .build());
  private volatile boolean trusted;
  private volatile String listTarget = INSTANCES;

  LxdServer(LxdConfig config, PluginContext context) {
    client = new EngineClient(config.lxdServerAddress(), PORT, tls(config, context), context);
    password = config.lxdServerRemotePassword().filter(secret -> !secret.value().isEmpty());
    rows = new JsonRows<>(new InstanceReader(config), "instances", LONGEST_LIST, context);
    // Who may write to the socket is trusted.
    trusted = config.lxdServerAddress().socket().isPresent();
  }

  private static Optional<EngineTls> tls(LxdConfig config, PluginContext context) {
    if (config.lxdServerAddress().socket().isPresent()) {
      return Optional.empty();
    }
    Path folder = config.folder();
    ClientTls own =
        ClientCertificate.in(folder, config.lxdGenerateClientCerts(), context.clock().instant());
    KeptCertificate kept = KeptCertificate.of(folder, config.lxdServerRemoteName());
    return Optional.of(
        kept.isThere() || config.lxdAcceptServerCert()
            ? new EngineTls(context.clientTls(own.unverified()), Optional.of(kept))
            : EngineTls.verifiedBy(context.clientTls(own)));
  }

  /** The instances that run and have the label. */
  List<Instance> instances() throws IOException, InterruptedException {
    if (!trusted) {
      becomeTrusted();
    }
    Optional<List<Instance>> found = list(listTarget);
    if (found.isEmpty() && listTarget.equals(INSTANCES)) {
      // LXD before 3.19 has containers only.
      found = list(CONTAINERS);
      found.ifPresent(_ -> listTarget = CONTAINERS);
    }
    return found.orElseThrow(
        () -> new IOException(client.address() + ": it has no list of instances"));
  }

  private Optional<List<Instance>> list(String target) throws IOException, InterruptedException {
    return client.get(
        target,
        ANY_TIME,
        answer -> {
          if (answer.status() == 403) {
            trusted = false;
          }
          return answer.status() == 404
              ? Optional.empty()
              : Optional.of(rows.readMember(answer.ok().body(), "metadata"));
        });
  }

  private void becomeTrusted() throws IOException, InterruptedException {
    JsonNode server = client.get("/1.0", ANY_TIME, this::metadata);
    if (!server.path("auth").stringValue("").equals("trusted")) {
      Secret secret =
          password.orElseThrow(() ->
              new IOException(
                  client.address()
                      + ": weir's certificate is not trusted, and"
                      + " lxd_server_remote_password is not set"));
      boolean _ =
          client.post(
              "/1.0/certificates",
              mapper.writeValueAsString(request(server, secret.value())),
              ANY_TIME,
              answer -> {
                if (answer.status() != 201) {
                  answer.ok();
                }
                return true;
              });
    }
    trusted = true;
  }

  /** A token, as Incus and newer ones of LXD give out, is JSON in Base64. */
  private static Map<String, String> request(JsonNode server, String secret) {
    boolean takesTokens =
        server
            .path("api_extensions")
            .valueStream()
            .anyMatch(extension -> extension.stringValue("").equals("explicit_trust_token"));
    String how = takesTokens && secret.startsWith("eyJ") ? "trust_token" : "password";
    return Map.of("type", "client", "name", "weir", how, secret);
  }

  private JsonNode metadata(EngineAnswer answer) throws IOException {
    try {
      return mapper.readTree(answer.ok().body()).path("metadata");
    } catch (JacksonException e) {
      throw new IOException("not such JSON as is expected: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
