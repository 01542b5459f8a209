package io.weir.app.demo;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;

/** What the demo says and writes: its configuration, and what there is to try. */
final class DemoText {
  private DemoText() {}

  static String configuration(int port, List<DemoBackends.Slot> backends, DemoFolder folder) {
    StringBuilder list = new StringBuilder();
    backends.forEach(slot -> list.append("        \"%s\"\n".formatted(slot.address())));
    return """
    # The configuration of "weir demo", made for this run.
    logging.output = %s

    servers.demo {
      bind = "127.0.0.1:%d"
      balance = roundrobin

      discovery {
        kind = static
        static_list = [
    %s    ]
      }

      healthcheck {
        kind = ping
        interval = 1s
        timeout = 500ms
      }
    }
    """
        .formatted(ConfigUtil.quoteString(folder.log().toString()), port, list);
  }

  static List<String> introduction(
      int port, List<DemoBackends.Slot> backends, DemoFolder folder, int rate) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("weir listens on http://localhost:" + port + "/ and spreads connections over:");
    lines.add("");
    backends.forEach(slot ->
        lines.add("    %-6s %s   process %d".formatted(slot.name(), slot.address(), slot.pid())));
    lines.add("");
    lines.add("  configuration   " + folder.configuration());
    lines.add("  log             " + folder.log());
    lines.add("");
    lines.add("Open that address in a browser and reload it, or in another terminal");
    lines.add("");
    lines.add(todo("curl http://localhost:" + port + "/", "a few times: another backend answers"));
    lines.add(
        todo(
            "kill " + backends.getFirst().pid(),
            "a backend is gone: weir goes around it, no client notices"));
    lines.add("");
    if (rate > 0) {
      lines.add("The demo itself opens " + rate + " connections a second.");
    }
    lines.add(
        "A backend that was killed is started again after %d s. Ctrl-C ends everything."
            .formatted(DemoBackends.TIME_TO_RETURN.toSeconds()));
    lines.add("");
    return lines;
  }

  private static String todo(String command, String effect) {
    return "    %-30s %s".formatted(command, effect);
  }
}
