package io.weir.app.api;

import io.weir.app.http.HttpAnswer;
import io.weir.app.http.HttpCall;
import io.weir.app.http.HttpProblem;
import io.weir.core.ServerExistsException;
import io.weir.core.StoppingException;
import io.weir.core.Weir;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigSource;
import io.weir.core.config.ConfigWriter;
import io.weir.core.config.ServerConfig;
import io.weir.core.server.ServerStartException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Servers as configured, added and removed. */
final class ServerRoutes {
  private final Weir weir;

  ServerRoutes(Weir weir) {
    this.weir = weir;
  }

  HttpAnswer all(HttpCall call) {
    ConfigWriter writer = Secrets.writer(call);
    Map<String, Object> answer = new LinkedHashMap<>();
    weir.config().servers().forEach((name, server) -> answer.put(name, writer.tree(server)));
    return Json.answer(200, answer);
  }

  HttpAnswer one(HttpCall call) {
    String name = call.parameter("name");
    ServerConfig server = weir.config().servers().get(name);
    if (server == null) {
      throw Lookup.noServer(name);
    }
    return Json.answer(200, Secrets.writer(call).tree(server));
  }

  HttpAnswer add(HttpCall call) {
    String name = call.parameter("name");
    // Read twice: whether it is JSON at all is another error than what it says.
    Json.object(call.body());
    try {
      weir.addServer(name, ConfigSource.text("body", call.body(), ConfigFormat.JSON));
      return Json.nothing();
    } catch (ConfigException e) {
      throw HttpProblem.conflict("the server's section is not valid").withProblems(e.lines());
    } catch (ServerExistsException | ServerStartException e) {
      throw HttpProblem.conflict(String.valueOf(e.getMessage()));
    } catch (StoppingException e) {
      throw stopping(e);
    }
  }

  HttpAnswer remove(HttpCall call) {
    String name = call.parameter("name");
    try {
      if (!weir.removeServer(name)) {
        throw Lookup.noServer(name);
      }
      return Json.nothing();
    } catch (StoppingException e) {
      throw stopping(e);
    }
  }

  HttpAnswer stats(HttpCall call) {
    return Json.answer(200, Stats.of(Lookup.server(weir, call)));
  }

  private static HttpProblem stopping(StoppingException e) {
    return new HttpProblem(503, String.valueOf(e.getMessage()));
  }
}
