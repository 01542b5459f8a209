package io.weir.testkit.replay;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.weir.testkit.replay.ReplayServer.Reply;
import io.weir.testkit.replay.ReplayServer.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * What a Docker engine answers, as the Engine API 1.47 is documented: running containers with
 * filters, one container, and the stream of events.
 */
public final class DockerEngineReplay implements ReplayServer.Handler {
  private final Map<String, Container> containers = new LinkedHashMap<>();
  private final List<BlockingQueue<String>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger lists = new AtomicInteger();
  private final AtomicInteger inspections = new AtomicInteger();
  private volatile Optional<ReplayServer.Handler> instead = Optional.empty();

  /**
   * A running container.
   *
   * @param id its identity, and its name
   * @param labels its labels
   * @param environment its variables, {@code NAME=value}
   * @param ports what its list entry has in {@code Ports}, as JSON
   */
  public record Container(
      String id, Map<String, String> labels, List<String> environment, String ports) {

    /** One that publishes port 80 at an address of the engine's machine. */
    public static Container publishing(String id, String ip, int publicPort) {
      return new Container(id, Map.of(), List.of(), "[" + port(ip, 80, publicPort) + "]");
    }

    /** The same container with a label more. */
    public Container label(String key, String value) {
      Map<String, String> more = new LinkedHashMap<>(labels);
      more.put(key, value);
      return new Container(id, more, environment, ports);
    }

    /** The same container with other variables. */
    public Container environment(String... entries) {
      return new Container(id, labels, List.of(entries), ports);
    }

    /** The same container with other ports, as JSON objects. */
    public Container ports(String... newPorts) {
      return new Container(id, labels, environment, "[" + String.join(",", newPorts) + "]");
    }

    /** An entry of {@code Ports}. */
    public static String port(String ip, int privatePort, int publicPort) {
      return """
      {"IP":"%s","PrivatePort":%d,"PublicPort":%d,"Type":"tcp"}\
      """
          .formatted(ip, privatePort, publicPort);
    }

    /** An entry of {@code Ports} for a port that is not published. */
    public static String unpublished(int privatePort) {
      return "{\"PrivatePort\":%d,\"Type\":\"tcp\"}".formatted(privatePort);
    }

    private boolean has(String label) {
      String[] pair = label.split("=", 2);
      String value = labels.get(pair[0]);
      return value != null && (pair.length == 1 || value.equals(pair[1]));
    }

    private String row() {
      return """
      {"Id":"%s","Names":["/%s"],"Image":"web:1","ImageID":"sha256:0","Command":"serve",
       "Created":1,"Ports":%s,"Labels":%s,"State":"running","Status":"Up %d milliseconds",
       "HostConfig":{"NetworkMode":"front"},
       "NetworkSettings":{"Networks":{
         "front":{"NetworkID":"1","Gateway":"172.18.0.1","IPAddress":"172.18.0.5"},
         "back":{"NetworkID":"2","Gateway":"172.19.0.1","IPAddress":"172.19.0.7"}}},
       "Mounts":[]}\
      """
          .formatted(id, id, ports, json(labels), System.nanoTime() / 1_000_000);
    }

    private String inspection() {
      return """
      {"Id":"%s","Name":"/%s","State":{"Status":"running","Running":true},
       "Config":{"Hostname":"h","Env":[%s],"Labels":%s,"Image":"web:1"}}\
      """
          .formatted(
              id,
              id,
              environment.stream().map(DockerEngineReplay::quoted).collect(Collectors.joining(",")),
              json(labels));
    }
  }

  private static String json(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> quoted(label.getKey()) + ":" + quoted(label.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Starts a container; whoever listens is told. */
  public void run(Container container) {
    synchronized (containers) {
      containers.put(container.id(), container);
    }
    tell("start", container);
  }

  /** Starts containers of which nobody is told. */
  public void runUnnoticed(List<Container> many) {
    synchronized (containers) {
      many.forEach(container -> containers.put(container.id(), container));
    }
  }

  /** Ends a container; whoever listens is told. */
  public void kill(String id) {
    Container container;
    synchronized (containers) {
      container = containers.remove(id);
    }
    if (container != null) {
      tell("die", container);
    }
  }

  private void tell(String action, Container container) {
    String event =
        """
        {"status":"%s","id":"%s","from":"web:1","Type":"container","Action":"%s",\
        "Actor":{"ID":"%s","Attributes":%s},"scope":"local","time":1,"timeNano":1}
        """
            .formatted(action, container.id(), action, container.id(), json(container.labels()));
    listeners.forEach(listener -> listener.add(event));
  }

  /** How many have begun to listen to its events, since the beginning. */
  public int streams() {
    return streams.get();
  }

  /** How many lists it was asked for. */
  public int lists() {
    return lists.get();
  }

  /** How many containers it was asked for. */
  public int inspections() {
    return inspections.get();
  }

  /** Has requests for lists answered by something else. */
  public void answerListsBy(ReplayServer.Handler handler) {
    instead = Optional.of(handler);
  }

  /** Answers requests for lists itself again. */
  public void answerLists() {
    instead = Optional.empty();
  }

  @Override
  public void answer(Request request, Reply reply) throws IOException {
    String path = request.path();
    if (path.equals("/containers/json")) {
      lists.incrementAndGet();
      if (instead.isPresent()) {
        instead.get().answer(request, reply);
      } else {
        list(request, reply);
      }
    } else if (path.equals("/events")) {
      stream(reply);
    } else if (path.startsWith("/containers/") && path.endsWith("/json")) {
      inspections.incrementAndGet();
      inspect(path.substring("/containers/".length(), path.length() - "/json".length()), reply);
    } else {
      reply.json(404, "{\"message\":\"page not found\"}");
    }
  }

  private void list(Request request, Reply reply) throws IOException {
    List<String> wanted = labels(request.parameter("filters"));
    List<Container> found;
    synchronized (containers) {
      found =
          containers.values().stream()
              .filter(container -> wanted.stream().allMatch(container::has))
              .toList();
    }
    reply.json(
        200, found.stream().map(Container::row).collect(Collectors.joining(",", "[", "]\n")));
  }

  private static List<String> labels(String filters) {
    if (filters.isEmpty()) {
      return List.of();
    }
    Config config =
        ConfigFactory.parseString(
            filters, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    return config.hasPath("label") ? config.getStringList("label") : List.of();
  }

  private void inspect(String id, Reply reply) throws IOException {
    Container container;
    synchronized (containers) {
      container = containers.get(id);
    }
    if (container == null) {
      reply.json(404, "{\"message\":\"No such container: " + id + "\"}");
    } else {
      reply.json(200, container.inspection());
    }
  }

  private void stream(Reply reply) throws IOException {
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    try {
      OutputStream out = reply.open();
      listeners.add(events);
      streams.incrementAndGet();
      while (true) {
        out.write(events.take().getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      throw new IOException("stopped", e);
    } finally {
      listeners.remove(events);
    }
  }
}
