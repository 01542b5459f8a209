package io.weir.distribution.answers;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the API says of a configuration that uses many keys, and which requests it refuses. */
final class ReadingQuestions extends Interview {
  ReadingQuestions() {
    super("reading");
  }

  @Override
  ObjectNode ask(AskedProgram program) throws Exception {
    ObjectNode answers = JsonNodeFactory.instance.objectNode();
    try (HttpAsker api = new HttpAsker(program, HttpAsker.API)) {
      api.awaitPage("/ping", "OK"::equals);
      for (String path :
          List.of(
              "/",
              "/ping",
              "/servers",
              "/servers/plain",
              "/servers/nobody",
              "/servers/nobody/stats",
              "/dump",
              "/dump?format=toml",
              "/dump?format=json",
              "/dump?format=xml",
              "/nowhere",
              "/servers/",
              "/servers/plain/")) {
        answers.set("GET " + path, api.ask("GET", path));
      }
      for (String method : List.of("PUT", "PATCH", "OPTIONS", "HEAD")) {
        answers.set(method + " /servers/plain", api.ask(method, "/servers/plain"));
      }
      answers.set("POST /servers", api.post("/servers", "{}"));
      answers.set("DELETE /servers", api.ask("DELETE", "/servers"));
      answers.set("DELETE /servers/nobody", api.ask("DELETE", "/servers/nobody"));
    }
    return answers;
  }
}
