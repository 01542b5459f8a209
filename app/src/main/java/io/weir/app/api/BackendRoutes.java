package io.weir.app.api;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.weir.api.config.HostPort;
import io.weir.app.http.HttpAnswer;
import io.weir.app.http.HttpCall;
import io.weir.app.http.HttpProblem;
import io.weir.core.Weir;
import io.weir.core.pool.BackendPool;
import io.weir.core.pool.MemberState;
import io.weir.core.pool.PoolMember;
import io.weir.core.pool.PoolSnapshot;
import io.weir.core.server.Server;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Single backends, as operators take them in and out of work. */
final class BackendRoutes {
  /** In seconds, for a change that everybody else sees as well by then. */
  private static final int PATIENCE = 5;

  private final Weir weir;

  BackendRoutes(Weir weir) {
    this.weir = weir;
  }

  HttpAnswer all(HttpCall call) {
    PoolSnapshot pool = Lookup.server(weir, call).pool().snapshot();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("discovered", pool.discovered());
    answer.put("panic", pool.panic());
    answer.put(
        "backends",
        pool.members().stream()
            .map(member -> operated(member, member.enabled(), member.drain()))
            .toList());
    return Json.answer(200, answer);
  }

  HttpAnswer one(HttpCall call) {
    PoolMember member = member(Lookup.server(weir, call), call);
    return Json.answer(200, operated(member, member.enabled(), member.drain()));
  }

  HttpAnswer change(HttpCall call) {
    Server server = Lookup.server(weir, call);
    PoolMember member = member(server, call);
    ObjectNode body = Json.object(call.body());
    List<String> problems = problems(body);
    if (!problems.isEmpty()) {
      throw HttpProblem.badRequest("the change is not valid").withProblems(problems);
    }
    BackendPool pool = server.pool();
    JsonNode weight = body.get("weight");
    if (weight != null) {
      pool.setWeight(
          member, weight.isNull() ? OptionalInt.empty() : OptionalInt.of(weight.intValue()));
    }
    boolean enabled = flag(body, "enabled", member.enabled());
    boolean drain = flag(body, "drain", member.drain());
    pool.setEnabled(member, enabled);
    pool.setDrain(member, drain);
    pool.applied().toCompletableFuture().completeOnTimeout(null, PATIENCE, SECONDS).join();
    return Json.answer(200, operated(member, enabled, drain));
  }

  private static boolean flag(ObjectNode body, String key, boolean otherwise) {
    JsonNode value = body.get(key);
    return value == null ? otherwise : value.booleanValue();
  }

  private static List<String> problems(ObjectNode body) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      JsonNode value = entry.getValue();
      switch (entry.getKey()) {
        case "enabled", "drain" -> {
          if (!value.isBoolean()) {
            problems.add(entry.getKey() + " (expected: true or false)");
          }
        }
        case "weight" -> {
          if (!value.isNull() && !(value.isIntegralNumber() && value.canConvertToInt())) {
            problems.add("weight (expected: a whole number, or null for the discovered one)");
          }
        }
        default ->
            problems.add("unknown key (expected: enabled, drain, weight): " + entry.getKey());
      }
    }
    return problems;
  }

  private static PoolMember member(Server server, HttpCall call) {
    String backend = call.parameter("backend");
    HostPort address;
    try {
      address = HostPort.parse(backend);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("path: the backend (expected: " + e.getMessage() + ")");
    }
    return server.pool().members().stream()
        .filter(member -> member.address().equals(address))
        .findFirst()
        .orElseThrow(() ->
            HttpProblem.notFound(
                "server \"%s\" has no backend %s".formatted(server.definition().name(), address)));
  }

  private static Map<String, Object> operated(PoolMember member, boolean enabled, boolean drain) {
    Map<String, Object> answer = Stats.of(member);
    MemberState state = member.state();
    answer.put("state", state.word().word());
    answer.put("since", state.since().truncatedTo(ChronoUnit.MILLIS).toString());
    answer.put("why", state.why().word());
    if (!state.detail().isEmpty()) {
      answer.put("detail", state.detail());
    }
    answer.put("enabled", enabled);
    answer.put("drain", drain);
    return answer;
  }
}
