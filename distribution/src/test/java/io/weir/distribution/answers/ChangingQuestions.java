package io.weir.distribution.answers;

import static org.awaitility.Awaitility.await;

import io.weir.api.config.HostPort;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How servers are added and removed at run time, and which bodies are refused. */
final class ChangingQuestions extends Interview {
  private static final HostPort BACKEND = new HostPort("127.45.0.1", 24007);
  private static final HostPort NEW = new HostPort("127.45.0.250", 24122);
  private static final String DISCOVERY =
      "\"discovery\": {\"kind\": \"static\", \"static_list\": [\"" + BACKEND + "\"]}";
  private static final String BIND = "\"bind\": \"" + NEW + "\", ";

  ChangingQuestions() {
    super("changing");
  }

  @Override
  ObjectNode ask(AskedProgram program) throws Exception {
    ObjectNode answers = JsonNodeFactory.instance.objectNode();
    try (TestBackend _ = TestBackend.at(BACKEND, Behaviour.greetsAndEchoes("the backend"));
        HttpAsker api = new HttpAsker(program, HttpAsker.API)) {
      api.awaitPage("/ping", "OK"::equals);
      askLife(api, answers);
      for (var body : bodies().entrySet()) {
        answers.set("POST: " + body.getKey(), api.post("/servers/new", body.getValue()));
        // Some of them are accepted, and the next one wants the name and the port.
        api.ask("DELETE", "/servers/new");
      }
      answers.set(
          "POST: a name that is taken", api.post("/servers/there", "{" + BIND + DISCOVERY + "}"));
      answers.set("servers after all that", names(api.page("/servers"), ""));
    }
    return answers;
  }

  private static void askLife(HttpAsker api, ObjectNode answers) throws Exception {
    answers.set("POST", api.post("/servers/new", "{" + BIND + DISCOVERY + "}"));
    answers.set("GET after POST", api.ask("GET", "/servers/new"));
    String section = api.page("/servers/new");
    answers.set("servers in the dump", names(api.page("/dump?format=json"), "/servers"));
    try (TestClient client = firstServed()) {
      answers.put("a client after POST", client.exchange("hello"));
      answers.set("DELETE", api.ask("DELETE", "/servers/new"));
      answers.put("an open connection after DELETE", client.isEndedByPeer() ? "closed" : "open");
    }
    answers.put("a client after DELETE", isServed() ? "served" : "refused");
    answers.set("GET after DELETE", api.ask("GET", "/servers/new"));
    answers.set("stats after DELETE", api.ask("GET", "/servers/new/stats"));
    answers.set("DELETE after DELETE", api.ask("DELETE", "/servers/new"));
    answers.set("POST what GET answered", api.post("/servers/new", section));
    answers.set("DELETE that", api.ask("DELETE", "/servers/new"));
  }

  /** The names of the servers that a page has at a place. */
  private static JsonNode names(String page, String place) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    Records.parse(page).at(place).propertyNames().stream().sorted().forEach(names::add);
    return names;
  }

  /** Bodies that are wrong, or odd at least. */
  private static Map<String, String> bodies() {
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("sections that are null", of("\"sni\": null, \"tls\": null, \"access\": null, "));
    bodies.put(
        "keys that are null",
        of("\"max_connections\": null, \"client_idle_timeout\": null, \"balance\": null, "));
    bodies.put("keys that are empty", of("\"protocol\": \"\", \"balance\": \"\", "));
    bodies.put(
        "what gobetween writes itself where little is configured",
        of(
            """
            "max_connections": 0, "client_idle_timeout": "0", "backend_idle_timeout": "0",
            "backend_connection_timeout": "0", "protocol": "tcp", "balance": "weight",
            "sni": null, "tls": null, "backends_tls": null, "udp": null, "access": null,
            "proxy_protocol": null,
            "healthcheck": {"kind": "none", "interval": "0", "passes": 1, "fails": 1,
              "timeout": "0", "initial_status": null},
            """));
    bodies.put(
        "an exec check as gobetween writes it",
        of(
            """
            "healthcheck": {"kind": "exec", "interval": "1h", "passes": 1, "fails": 1,
              "timeout": "0", "initial_status": null, "exec_command": "/bin/true",
              "exec_expected_positive_output": "1", "exec_expected_negative_output": "0"},
            """));
    bodies.put("no body", "");
    bodies.put("half a body", "{\"bind\": ");
    bodies.put("an array", "[]");
    bodies.put("a text", "\"bind\"");
    bodies.put("null", "null");
    bodies.put("more after the object", "{" + BIND + DISCOVERY + "} and more");
    bodies.put("a number written as text", of("\"max_connections\": \"5\", "));
    bodies.put("an object where a text belongs", of("\"protocol\": {}, "));
    bodies.put("no bind", "{" + DISCOVERY + "}");
    bodies.put("no discovery", "{\"bind\": \"" + NEW + "\"}");
    bodies.put("a bind without a port", "{\"bind\": \"nonsense\", " + DISCOVERY + "}");
    bodies.put("a bind that is taken", "{\"bind\": \"" + HttpAsker.API + "\", " + DISCOVERY + "}");
    bodies.put("an unknown protocol", of("\"protocol\": \"sctp\", "));
    bodies.put("tls without its section", of("\"protocol\": \"tls\", "));
    bodies.put("an unknown balancer", of("\"balance\": \"luck\", "));
    bodies.put("an unknown health check", of("\"healthcheck\": {\"kind\": \"guess\"}, "));
    bodies.put("a health check without an interval", of("\"healthcheck\": {\"kind\": \"ping\"}, "));
    bodies.put(
        "an unknown fail policy",
        "{" + BIND + DISCOVERY.replace("{", "{\"failpolicy\": \"panic\", ") + "}");
    bodies.put("a bad access rule", of("\"access\": {\"rules\": [\"allow everybody\"]}, "));
    bodies.put("an unknown PROXY version", of("\"proxy_protocol\": {\"version\": \"9\"}, "));
    bodies.put("a bad duration", of("\"client_idle_timeout\": \"soon\", "));
    bodies.put("an unknown key", of("\"blance\": \"weight\", "));
    bodies.put("a bad backend", "{" + BIND + DISCOVERY.replace("" + BACKEND, "nonsense") + "}");
    bodies.put("an unknown discovery", "{" + BIND + "\"discovery\": {\"kind\": \"divination\"}}");
    return bodies;
  }

  /** A body with a few keys more. */
  private static String of(String keys) {
    return "{" + BIND + keys + DISCOVERY + "}";
  }

  /** A client that has met the backend: a new server takes a moment to discover it. */
  private static TestClient firstServed() {
    return await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(ChangingQuestions::served, client -> true);
  }

  private static TestClient served() throws IOException {
    TestClient client = TestClient.connect(NEW.host(), NEW.port(), "127.0.0.1");
    try {
      client.readLine();
      return client;
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  private static boolean isServed() {
    try (TestClient _ = served()) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
