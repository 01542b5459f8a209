package io.weir.plugin.builtin.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Backend;
import io.weir.api.config.CommandLine;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecDiscoveryTest {
  @TempDir private Path folder;
  private TestPluginContext context;

  @BeforeEach
  void lend() {
    context = new TestPluginContext(folder);
  }

  @Test
  void findsTheBackendsThatAProgramPrints() throws Exception {
    var discovery = shell("printf 'a:80 weight=2\\n\\n  b:81\\r\\n'");

    assertThat(discovery.fetch())
        .containsExactly(Backend.of("a", 80).withWeight(2), Backend.of("b", 81));
    assertThat(context.log()).isEmpty();
  }

  @Test
  void findsNoneWhereAProgramPrintsNothing() throws Exception {
    assertThat(shell("true").fetch()).isEmpty();
  }

  @Test
  void failsWhereTheProgramFails() {
    var discovery = shell("echo a:80; echo 'cannot reach the inventory' >&2; exit 1");

    assertThatThrownBy(discovery::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage("exec_command ended with exit code 1: cannot reach the inventory");
  }

  @Test
  void warnsOncePerChangeOfTheWrongLines() throws Exception {
    Path list = folder.resolve("list");
    var discovery =
        new ExecDiscovery(
            new ExecConfig(CommandLine.parse(List.of("/bin/cat", list.toString()))), context);

    Files.writeString(list, "a:80\nnonsense\u0007\nb:81 wieght=1\n");
    assertThat(discovery.fetch()).containsExactly(Backend.of("a", 80));
    discovery.fetch();
    Files.writeString(list, "c:80\nb:81 wieght=1\nnonsense\u0007\n");
    discovery.fetch();

    assertThat(context.log())
        .singleElement()
        .asString()
        .startsWith("WARN")
        .contains("lines=\"2\"")
        .contains("nonsense?")
        .contains("server=\"web\"");

    Files.writeString(list, "a:80\n");
    discovery.fetch();
    assertThat(context.log()).hasSize(1).allMatch(line -> line.startsWith("WARN"));

    Files.writeString(list, "other\n");
    assertThat(discovery.fetch()).isEmpty();
    discovery.fetch();
    assertThat(context.log()).hasSize(2).allMatch(line -> line.startsWith("WARN"));
  }

  @Test
  void refusesAListThatIsTooLongToBeMeant() {
    assertThatThrownBy(() -> shell("yes a:80 | head -n 100001").fetch())
        .isInstanceOf(IOException.class)
        .hasMessage("the list has more than 100000 backends");
  }

  private ExecDiscovery shell(String script) {
    return new ExecDiscovery(
        new ExecConfig(CommandLine.parse(List.of("/bin/sh", "-c", script))), context);
  }
}
