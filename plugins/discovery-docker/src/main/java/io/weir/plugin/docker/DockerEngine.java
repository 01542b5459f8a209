package io.weir.plugin.docker;

import io.weir.api.PluginContext;
import io.weir.api.web.ClientTls;
import io.weir.api.web.UriText;
import io.weir.plugin.engine.EngineAddress;
import io.weir.plugin.engine.EngineClient;
import io.weir.plugin.engine.EngineTls;
import io.weir.plugin.engine.EventLines;
import io.weir.plugin.rows.JsonRows;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the Docker Engine API that are made here. */
final class DockerEngine implements AutoCloseable {
  /** 100,000 containers take some 150 MB; they are not kept. */
  private static final long LONGEST_LIST = 512L << 20;

  private static final long LONGEST_INSPECTION = 4L << 20;
  private static final int PORT = 2375;
  private static final int TLS_PORT = 2376;

  private final EngineClient client;
  private final JsonRows<Container> rows;
  private final String listTarget;
  private final String eventsTarget;
  private final JsonMapper mapper =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxDocumentLength(LONGEST_INSPECTION).build())
              .build());

  /** Told of what happens on a stream of events. */
  interface Events {
    /** The engine tells of events from now on. */
    void begun();

    /** A container was started or has ended. */
    void happened();
  }

  DockerEngine(DockerConfig config, PluginContext context) {
    EngineAddress address = config.dockerEndpoint();
    Optional<EngineTls> tls = tls(config, context);
    client = new EngineClient(address, tls.isPresent() ? TLS_PORT : PORT, tls, context);
    rows =
        new JsonRows<>(
            new ContainerReader(config.dockerContainerPrivatePort()),
            "containers",
            LONGEST_LIST,
            context);
    listTarget = target("/containers/json", "", config.dockerContainerLabel());
    eventsTarget =
        target(
            "/events",
            "\"type\":[\"container\"],\"event\":[\"start\",\"die\"]",
            config.dockerContainerLabel());
  }

  private static Optional<EngineTls> tls(DockerConfig config, PluginContext context) {
    if (config.dockerEndpoint().socket().isPresent()) {
      return Optional.empty();
    }
    if (!config.dockerTlsEnabled()) {
      return config.dockerEndpoint().isHttps()
          ? Optional.of(EngineTls.verifiedBy(context.clientTls(ClientTls.SYSTEM)))
          : Optional.empty();
    }
    ClientTls tls =
        ClientTls.ofKeys(
            "docker_tls_",
            config.dockerTlsCacertPath(),
            config.dockerTlsCertPath(),
            config.dockerTlsKeyPath());
    if (tls.authorities().isEmpty()) {
      context
          .logger()
          .atWarn()
          .addKeyValue("server", context.owner())
          .addKeyValue("engine", config.dockerEndpoint())
          .log("the engine's certificate is not verified: docker_tls_cacert_path is not set");
      return Optional.of(EngineTls.verifiedBy(context.clientTls(tls.unverified())));
    }
    return Optional.of(EngineTls.verifiedBy(context.clientTls(tls)));
  }

  private String target(String path, String filters, String label) {
    String all = filters;
    if (!label.isEmpty()) {
      all += (all.isEmpty() ? "" : ",") + "\"label\":[" + mapper.writeValueAsString(label) + "]";
    }
    return all.isEmpty() ? path : path + "?filters=" + UriText.encoded("{" + all + "}");
  }

  /** Where the engine is. */
  EngineAddress address() {
    return client.address();
  }

  /**
   * The running containers with the label that publish the port.
   *
   * @param limit how long it may take; zero means any time
   */
  List<Container> containers(Duration limit) throws IOException, InterruptedException {
    return client.get(listTarget, limit, answer -> rows.read(answer.ok().body()));
  }

  /**
   * The value of a variable in a container's environment; empty if it is not set, or the container
   * is gone.
   */
  Optional<String> variable(String id, String name, Duration limit)
      throws IOException, InterruptedException {
    return client.get(
        "/containers/" + UriText.encoded(id) + "/json",
        limit,
        answer -> {
          if (answer.status() == 404) {
            return Optional.empty();
          }
          try {
            JsonNode inspection = mapper.readTree(answer.ok().body());
            return variable(inspection.path("Config").path("Env"), name + "=");
          } catch (JacksonException e) {
            throw new IOException(
                "not such JSON as is expected of a container: " + e.getOriginalMessage(), e);
          }
        });
  }

  private static Optional<String> variable(JsonNode environment, String prefix) {
    return environment
        .valueStream()
        .map(entry -> entry.stringValue(""))
        .filter(entry -> entry.startsWith(prefix))
        .map(entry -> entry.substring(prefix.length()))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /**
   * Listens to the events until the engine ends them.
   *
   * @throws IOException when it does
   */
  void listen(Events events) throws IOException, InterruptedException {
    boolean _ =
        client.get(
            eventsTarget,
            Duration.ZERO,
            answer -> {
              var lines = new EventLines(answer.ok().body());
              events.begun();
              while (lines.next().isPresent()) {
                events.happened();
              }
              return true;
            });
    throw new IOException(client.address() + ": the engine has ended its stream of events");
  }

  @Override
  public void close() {
    client.close();
  }
}
