package io.weir.distribution.answers;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The statistics after known traffic. */
final class StatsQuestions extends Interview {
  StatsQuestions() {
    super("stats");
  }

  @Override
  String configuration() throws IOException {
    return super.configuration() + Records.text("known-traffic.toml");
  }

  @Override
  ObjectNode ask(AskedProgram program) throws Exception {
    ObjectNode answers = JsonNodeFactory.instance.objectNode();
    try (KnownTraffic traffic = new KnownTraffic();
        HttpAsker api = new HttpAsker(program, HttpAsker.API)) {
      for (String server : List.of("traffic", "refusing", "retried")) {
        await(api, server, stats -> stats.path("backends").size() > 0);
        answers.set(server + " before any connection", api.ask("GET", stats(server)));
      }
      KnownTraffic.Outcome outcome = traffic.run();
      answers.put("a client of refusing", outcome.refusing());
      answers.put("a client of retried", outcome.retried());
      await(
          api,
          "traffic",
          stats ->
              stats.path("rx_total").asLong() == KnownTraffic.RECEIVED
                  && sum(stats, "tx") == KnownTraffic.SENT
                  && sum(stats, "total_connections") == KnownTraffic.CONNECTIONS);
      await(api, "refusing", stats -> sum(stats, "refused_connections") == 1);
      await(api, "retried", stats -> sum(stats, "refused_connections") == 1);
      for (String server : List.of("traffic", "refusing", "retried")) {
        answers.set(server + " after its connections", api.ask("GET", stats(server)));
      }
    }
    return answers;
  }

  /** Waits for what any program gets to in the end: all connections over, and the counts right. */
  private static void await(HttpAsker api, String server, Predicate<JsonNode> counts) {
    api.awaitPage(
        stats(server),
        page -> {
          JsonNode stats = Records.parse(page);
          return stats.path("active_connections").asInt() == 0
              && sum(stats, "active_connections") == 0
              && counts.test(stats);
        });
  }

  private static String stats(String server) {
    return "/servers/" + server + "/stats";
  }

  private static long sum(JsonNode stats, String count) {
    return stats
        .path("backends")
        .valueStream()
        .mapToLong(b -> b.path("stats").path(count).asLong())
        .sum();
  }
}
