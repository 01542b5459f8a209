package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A table made of the records themselves, so that no key can be forgotten: the one thing that is
 * said of each key when its value has a wrong type, when it is misspelt, and when it is missing
 * though required.
 */
class EveryKeyTest {

  /** A sound configuration, a line for each key; TOML and HOCON both read it. */
  private static final List<String> SOUND =
      List.of(
          "api.basic_auth.login = \"l\"",
          "api.basic_auth.password = \"p\"",
          "api.tokens.web.token = \"t\"",
          "api.tls.cert_path = \"c\"",
          "api.tls.key_path = \"k\"",
          "acme.http_bind = \"127.0.0.1:81\"",
          "servers.web.bind = \"127.0.0.1:80\"",
          "servers.web.proxy_protocol.version = \"1\"",
          "servers.web.discovery.kind = \"static\"",
          "servers.web.discovery.static_list = [\"a:1\"]",
          "servers.web.healthcheck.kind = \"ping\"",
          "servers.web.healthcheck.interval = \"1s\"");

  /** A key by its path; names of maps are {@code web}. */
  record Row(String path, Key key) {

    String section() {
      return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    boolean isScalar() {
      return key.type() instanceof Scalar;
    }
  }

  static List<Row> rows() {
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

  /** Every mistake of this table, in HOCON, by name. */
  static Map<String, String> mistakes() {
    Map<String, String> mistakes = new LinkedHashMap<>();
    for (Row row : rows()) {
      mistakes.put(row.path() + " of a wrong type", text(with(row, wrongType(row))));
      mistakes.put(row.path() + " misspelt", text(withMisspelling(row)));
      if (row.key().type() instanceof ValueType.ListOf) {
        mistakes.put(row.path() + " with a wrong element", text(with(row, wrongElement(row))));
      }
      if (!row.key().mayBeLeftOut()) {
        mistakes.put(row.path() + " missing", text(withoutRequired(row)));
      }
    }
    return mistakes;
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines);
  }

  private static String wrongType(Row row) {
    return row.path() + " = " + wrong(row);
  }

  private static String wrong(Row row) {
    return row.key().type() instanceof Scalar scalar && scalar.acceptsText() ? "7" : "\"wrong\"";
  }

  private static String wrongElement(Row row) {
    return row.path() + " = [\n7\n]";
  }

  private static List<String> withMisspelling(Row row) {
    List<String> lines = new ArrayList<>(SOUND);
    lines.add(row.path() + "x = 1");
    return lines;
  }

  /** The section stays: one that may be left out is not missed. */
  private static List<String> withoutRequired(Row row) {
    List<String> lines = without(row);
    if (lines.stream().noneMatch(line -> line.startsWith(row.section() + "."))) {
      lines.add(row.section() + " = {}");
    }
    return lines;
  }

  @TestFactory
  Stream<DynamicTest> theSoundConfigurationIsSound() {
    return inFormats(
        "sound", format -> TestTypes.problems(format, String.join("\n", SOUND)), List.of());
  }

  @TestFactory
  Stream<DynamicTest> aWrongTypeIsNamedWithPlaceValueAndExpectation() {
    return rows().stream()
        .flatMap(row -> {
          List<String> lines = with(row, wrongType(row));
          String shown = row.key().type().holdsSecret() ? "***" : wrong(row);
          return inFormats(
              row.path(),
              format -> TestTypes.problems(format, String.join("\n", lines)),
              List.of(
                  "test.conf:%d  %s: %s (expected: %s)"
                      .formatted(lines.size(), row.path(), shown, expected(row.key().type()))));
        });
  }

  @TestFactory
  Stream<DynamicTest> aWrongElementOfAListIsNamedWithItsNumber() {
    return rows().stream()
        .filter(row -> row.key().type() instanceof ValueType.ListOf)
        .flatMap(row -> {
          List<String> lines = with(row, wrongElement(row));
          ValueType element = ((ValueType.ListOf) row.key().type()).element();
          return inFormats(
              row.path(),
              format -> TestTypes.problems(format, String.join("\n", lines)),
              List.of(
                  "test.conf:%d  %s[0]: 7 (expected: %s)"
                      .formatted(lines.size() + 1, row.path(), expected(element))));
        });
  }

  @TestFactory
  Stream<DynamicTest> aMisspellingIsNamedWithTheNearestKey() {
    return rows().stream()
        .flatMap(row -> {
          List<String> lines = withMisspelling(row);
          return inFormats(
              row.path(),
              format -> TestTypes.problems(format, String.join("\n", lines)),
              List.of(
                  "test.conf:%d  %sx: unknown key. Did you mean \"%s\"?"
                      .formatted(lines.size(), row.path(), row.key().name())));
        });
  }

  @TestFactory
  Stream<DynamicTest> aMissingRequiredKeyIsNamed() {
    return rows().stream()
        .filter(row -> !row.key().mayBeLeftOut())
        .map(row ->
            DynamicTest.dynamicTest(
                row.path(),
                () -> {
                  List<String> lines = withoutRequired(row);
                  String expected =
                      row.isScalar()
                          ? "missing (expected: " + expectedWhereNothingIs(row.key().type()) + ")"
                          : "missing (expected: a section with `kind`, one of ";
                  for (ConfigFormat format : List.of(ConfigFormat.TOML, ConfigFormat.HOCON)) {
                    assertThat(TestTypes.problems(format, String.join("\n", lines)))
                        .singleElement()
                        .asString()
                        .matches("(?s)test\\.conf:[1-9].*")
                        .contains("  " + row.path() + ": " + expected);
                  }
                }));
  }

  /** There is no text yet that could be looked at, so more is said of what it stands for. */
  private static String expectedWhereNothingIs(ValueType type) {
    return type.description().equals("path") ? "a path" : expected(type);
  }

  @TestFactory
  Stream<DynamicTest> everyKeySaysWhatItMeans() {
    return rows().stream()
        .map(row ->
            DynamicTest.dynamicTest(row.path(), () -> assertThat(row.key().doc()).isNotBlank()));
  }

  private static String expected(ValueType type) {
    return switch (type) {
      case Scalar scalar -> scalar.expected();
      case ValueType.ListOf list -> "a list";
      case ValueType.MapOf map -> "a section";
      case ValueType.Section section -> "a section";
      case ValueType.Extension extension
          when Selector.of(extension.point()).place() == Selector.Place.AMONG ->
          "one of "
              + String.join(
                  ", ", Selector.names(extension.point().value(), new TestTypes(), false));
      case ValueType.Extension extension -> "a section";
    };
  }

  private static List<String> without(Row row) {
    Pattern about = Pattern.compile(Pattern.quote(row.path()) + "[ .].*");
    return new ArrayList<>(SOUND.stream().filter(line -> !about.matcher(line).matches()).toList());
  }

  private static List<String> with(Row row, String line) {
    List<String> lines = without(row);
    lines.add(line);
    return lines;
  }

  private static Stream<DynamicTest> inFormats(
      String name, Function<ConfigFormat, List<String>> problems, List<String> expected) {
    return Stream.of(ConfigFormat.TOML, ConfigFormat.HOCON)
        .map(format ->
            DynamicTest.dynamicTest(
                name + " in " + format,
                () -> assertThat(problems.apply(format)).isEqualTo(expected)));
  }
}
