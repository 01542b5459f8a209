package io.weir.distribution.answers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An API with a password, that browsers may call from other sites. */
final class GuardedQuestions extends Interview {
  private static final String AUTHORIZATION = "Authorization";
  private static final String ORIGIN = "Origin";
  private static final String SITE = "http://other.example";

  GuardedQuestions() {
    super("guarded");
  }

  @Override
  ObjectNode ask(AskedProgram program) throws Exception {
    ObjectNode answers = JsonNodeFactory.instance.objectNode();
    String right = basic("admin", "right");
    try (HttpAsker api = new HttpAsker(program, HttpAsker.API)) {
      api.awaitPage("/ping", "OK"::equals);
      answers.set("ping without a password", api.ask("GET", "/ping"));
      answers.set("no password", api.ask("GET", "/servers"));
      answers.set("no password, unknown route", api.ask("GET", "/nowhere"));
      answers.set("no password, POST", api.post("/servers/new", "{}"));
      answers.set(
          "wrong password", api.ask("GET", "/servers", AUTHORIZATION, basic("admin", "wrong")));
      answers.set("wrong name", api.ask("GET", "/servers", AUTHORIZATION, basic("root", "right")));
      answers.set("another scheme", api.ask("GET", "/servers", AUTHORIZATION, "Bearer right"));
      answers.set("right password", api.ask("GET", "/servers", AUTHORIZATION, right));
      answers.set(
          "the password in the dump",
          api.ask("GET", "/dump?format=json", AUTHORIZATION, right).at("/body/api/basic_auth"));
      answers.set(
          "from another site", api.ask("GET", "/servers", AUTHORIZATION, right, ORIGIN, SITE));
      answers.set("from another site, no password", api.ask("GET", "/servers", ORIGIN, SITE));
      answers.set(
          "a browser that asks first",
          api.ask(
              "OPTIONS",
              "/servers/new",
              ORIGIN,
              SITE,
              "Access-Control-Request-Method",
              "DELETE",
              "Access-Control-Request-Headers",
              "authorization"));
    }
    return answers;
  }

  private static String basic(String login, String password) {
    byte[] pair = (login + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
