package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A table made of the records themselves, so that no key can be forgotten: what is said of each key
 * when its value has a wrong type, when it is misspelt, and when it is missing though required.
 */
class EveryKeyTest {

  /** A key by its path, and how deep the table goes: names of maps are {@code web}. */
  private record Row(String path, Key key) {}

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    collect("", RecordType.of(WeirConfig.class), rows);
    return rows;
  }

  private static void collect(String prefix, RecordType type, List<Row> rows) {
    for (Key key : type.keys()) {
      String path = prefix + key.name();
      rows.add(new Row(path, key));
      switch (key.type()) {
        case ValueType.Section section -> collect(path + ".", section.type(), rows);
        case ValueType.MapOf(ValueType.Section server) ->
            collect(path + ".web.", server.type(), rows);
        case ValueType.Extension extension -> collect(path + ".", extension.settings(), rows);
        case ValueType.MapOf other -> {}
        case ValueType.ListOf list -> {}
        case Scalar scalar -> {}
      }
    }
  }

  @TestFactory
  List<DynamicTest> aWrongTypeIsNamedWithPlaceAndExpectation() {
    return rows().stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.path(),
                () -> {
                  // No key of weir's takes a list of flags.
                  String line = only(problemsOf(row.path(), "[true]"), row.path());
                  assertThat(line).startsWith("test.conf:").contains("(expected: ");
                }))
        .toList();
  }

  @TestFactory
  List<DynamicTest> aMisspellingIsNamedWithTheNearestKey() {
    return rows().stream()
        .filter(row -> !row.path().equals("servers") && !row.path().startsWith("plugins"))
        .map(row ->
            DynamicTest.dynamicTest(
                row.path(),
                () -> {
                  String misspelt = row.path() + "x";
                  String line = only(problemsOf(misspelt, "1"), misspelt);
                  assertThat(line).contains("unknown key").contains("Did you mean \"");
                }))
        .toList();
  }

  @TestFactory
  List<DynamicTest> aMissingRequiredKeyIsNamed() {
    return rows().stream()
        .filter(row -> row.key().presence() instanceof Key.Presence.Required)
        .map(row ->
            DynamicTest.dynamicTest(
                row.path(),
                () -> {
                  // Another server than the sound one, because HOCON merges sections of one name.
                  String path = row.path().replace("servers.web", "servers.other");
                  List<String> lines = lines(path.substring(0, path.lastIndexOf('.')) + " = {}");
                  assertThat(only(lines, path)).contains("missing (expected: ");
                }))
        .toList();
  }

  private static List<String> problemsOf(String path, String value) {
    return lines(path + " = " + value);
  }

  private static List<String> lines(String wrong) {
    String withSelector =
        wrong.startsWith("servers.web.healthcheck.") ? "servers.web.healthcheck.kind = ping\n" : "";
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class,
            () -> TestTypes.bind(TestTypes.server("") + withSelector + wrong + "\n"));
    assertThat(e).as(wrong).isNotNull();
    return e.lines();
  }

  private static String only(List<String> lines, String path) {
    List<String> about =
        lines.stream()
            .filter(
                line -> line.contains("  " + path + ": ") || line.contains("  " + path + "[0]: "))
            .toList();
    assertThat(about).as(String.join("\n", lines)).hasSize(1);
    return about.getFirst();
  }

  @TestFactory
  List<DynamicTest> everyKeySaysWhatItMeans() {
    return rows().stream()
        .map(row ->
            DynamicTest.dynamicTest(row.path(), () -> assertThat(row.key().doc()).isNotBlank()))
        .toList();
  }
}
