package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What weir says of configurations as such: in another format, and as a schema. */
class ConversionIT extends SystemTest {

  @ParameterizedTest
  @ValueSource(strings = {"toml", "json", "hocon"})
  void aFileStartsFromAnyFormat(String format) throws Exception {
    try (TestBackend backend = TestBackend.named("a")) {
      Path file =
          write(
              "weir.conf",
              "shutdown_timeout = 0 # at once\n"
                  + server(staticList(backend))
                  + "servers.\"a b.c\" = ${servers.web}");
      Path converted = folder.resolve("new." + (format.equals("hocon") ? "conf" : format));

      Finished finished =
          command("convert", file.toString(), "--to", format, "-o", converted.toString()).run();

      assertThat(finished).isEqualTo(new Finished(0, List.of(), List.of()));
      try (WeirProcess weir = command("-c", converted.toString()).start()) {
        weir.awaitReady();
        assertThat(reached(weir.port("a b.c"), 1)).containsOnlyKeys("a");
        assertThat(weir.stop().exitCode()).isZero();
      }
    }
  }

  @Test
  void theShippedExamplesAreConverted() throws Exception {
    for (String name : List.of("weir.conf", "gobetween.toml")) {
      Finished finished =
          command("convert", HOME.conf().resolve(name).toString(), "--to", "json").run();
      assertThat(finished.exitCode()).isZero();
      assertThat(schema().validate(String.join("\n", finished.out()), InputFormat.JSON)).isEmpty();
    }
  }

  @Test
  void variablesAreKeptWithANoteOrReplaced() throws Exception {
    Path file = write("w.toml", "a = \"${GREETING}\"\n");

    Finished kept = command("convert", file.toString(), "--to", "hocon").run();
    Finished replaced =
        command("convert", "-e", file.toString(), "--to", "hocon")
            .withVariable("GREETING", "hello")
            .run();

    assertThat(kept.out()).containsExactly("a = ${?GREETING}");
    assertThat(kept.err())
        .singleElement()
        .asString()
        .startsWith("note: " + file + ":1  a: ${GREETING}");
    assertThat(replaced.out()).containsExactly("a = \"hello\"");
    assertThat(replaced.err()).isEmpty();
  }

  @Test
  void whatCannotBeConvertedIsSaid() throws Exception {
    Path file = write("w.toml", "a = \n");
    Finished broken = command("convert", file.toString(), "--to", "json").run();
    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.err()).first().asString().startsWith("weir: " + file + ":1");

    assertThat(command("convert", file.toString()).run().exitCode()).isEqualTo(2);
    assertThat(command("convert", "--to", "yaml", file.toString()).run().exitCode()).isEqualTo(2);
    Path nowhere = folder.resolve("no/where.json");
    Path good = write("good.toml", "a = 1");
    Finished unwritable = command("convert", good.toString(), "-o", nowhere.toString()).run();
    assertThat(unwritable.exitCode()).isEqualTo(1);
    assertThat(unwritable.err()).singleElement().asString().contains(nowhere.toString());
  }

  @Test
  void theSchemaKnowsTheInstalledPlugins() throws Exception {
    String good =
        """
        {"servers": {"web": {"bind": ":1", "balance": "iphash1",
          "healthcheck": {"kind": "probe", "interval": "1s", "probe_protocol": "tcp", "probe_send": "a",
            "probe_recv": "b"},
          "discovery": {"kind": "json", "json_endpoint": "http://h/"}}}}
        """;
    assertThat(schema().validate(good, InputFormat.JSON)).isEmpty();
    for (String bad :
        List.of(
            good.replace("iphash1", "iphash2"),
            good.replace("json_endpoint", "json_endpont"),
            good.replace("\"json\"", "\"jason\""),
            good.replace("\"b\"", "7"))) {
      assertThat(schema().validate(bad, InputFormat.JSON)).as(bad).isNotEmpty();
    }
  }

  private Schema schema() throws InterruptedException {
    Finished finished = command("schema").run();
    assertThat(finished.exitCode()).isZero();
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(String.join("\n", finished.out()), InputFormat.JSON);
  }
}
