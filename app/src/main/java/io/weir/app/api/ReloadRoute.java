package io.weir.app.api;

import io.weir.app.OperatorException;
import io.weir.app.http.HttpAnswer;
import io.weir.app.http.HttpCall;
import io.weir.app.http.HttpProblem;
import io.weir.core.StoppingException;
import io.weir.core.config.ConfigDifference;
import java.util.LinkedHashMap;
import java.util.Map;

/** The same as SIGHUP, with an answer. */
final class ReloadRoute {
  private final Reloading reloading;

  ReloadRoute(Reloading reloading) {
    this.reloading = reloading;
  }

  HttpAnswer reload(HttpCall call) throws InterruptedException {
    if (!call.body().isBlank()) {
      throw HttpProblem.badRequest(
          "body (expected: none; the configuration is read from its place)");
    }
    try {
      return Json.answer(200, tree(reloading.reload()));
    } catch (OperatorException e) {
      throw HttpProblem.conflict("the configuration cannot be used; nothing was changed")
          .withProblems(e.lines());
    } catch (StoppingException e) {
      throw new HttpProblem(503, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Object> tree(ConfigDifference difference) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("added", difference.added());
    tree.put("removed", difference.removed());
    tree.put("changed", difference.changed());
    tree.put("untouched", difference.untouched());
    tree.put("live", difference.live());
    tree.put("restart", difference.restart());
    tree.put("plugins", difference.plugins());
    return tree;
  }
}
