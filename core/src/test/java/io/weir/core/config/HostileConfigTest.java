package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file holds, what comes of it is a configuration or a list of problems. */
@Timeout(60)
class HostileConfigTest {
  @TempDir Path folder;

  /** Depths at which parsers, resolvers and binders run out of stack at different places. */
  private static final List<Integer> DEPTHS = List.of(10, 1_000, 4_000, 15_000, 100_000);

  static Stream<Arguments> nested() {
    return DEPTHS.stream()
        .flatMap(depth ->
            Stream.of(
                nested(ConfigFormat.TOML, depth, "a = ", "[", "", "]", ""),
                nested(ConfigFormat.TOML, depth, "a = ", "[", "", "", ""),
                nested(ConfigFormat.TOML, depth, "a = ", "{a = ", "1", "}", ""),
                nested(ConfigFormat.TOML, depth, "a", ".a", " = 1", "", ""),
                nested(ConfigFormat.TOML, depth, "[a", ".a", "]", "", ""),
                nested(ConfigFormat.TOML, depth, "servers.a.discovery.kind = ", "[", "", "]", ""),
                nested(ConfigFormat.JSON, depth, "", "{\"a\":", "1", "}", ""),
                nested(ConfigFormat.JSON, depth, "{\"a\":", "[", "", "]", "}"),
                nested(ConfigFormat.JSON, depth, "{\"a\":", "[", "", "", ""),
                nested(ConfigFormat.JSON, depth, "", "[", "", "]", ""),
                nested(ConfigFormat.HOCON, depth, "", "a {", "", "}", ""),
                nested(ConfigFormat.HOCON, depth, "a = ", "[", "", "]", ""),
                nested(ConfigFormat.HOCON, depth, "a = ", "[", "", "", ""),
                nested(ConfigFormat.HOCON, depth, "a", ".a", " = 1", "", ""),
                nested(ConfigFormat.HOCON, depth, "b = 1\na = ", "[", "${b}", "]", ""),
                nested(
                    ConfigFormat.HOCON, depth, "servers.a.discovery.kind = ", "[", "", "]", "")));
  }

  private static Arguments nested(
      ConfigFormat format,
      int depth,
      String before,
      String open,
      String inside,
      String close,
      String after) {
    return Arguments.of(
        format,
        depth,
        before + open,
        before + open.repeat(depth) + inside + close.repeat(depth) + after);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("nested")
  void deepNestingIsAProblemAndNoOverflow(
      ConfigFormat format, int depth, String name, String text) {
    assertThat(TestTypes.problems(format, text))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("test.conf"))
        .allMatch(line -> line.length() < 2_000);
  }

  @ParameterizedTest
  @EnumSource(ConfigFormat.class)
  void aKeysNameIsCutInAMessage(ConfigFormat format) {
    String key = "k".repeat(100_000);
    String quoted = '"' + key + '"';
    for (String text :
        format == ConfigFormat.JSON
            ? List.of(
                "{" + quoted + ":1}",
                "{\"servers\":{" + quoted + ":{}}}",
                "{\"api\":{" + quoted + ":1,}}",
                "{" + quoted + " 1}")
            : List.of(
                key + " = 1",
                "servers." + key + " = {}",
                key + "." + key + " = 1",
                quoted + " = 1",
                quoted + " = 1\n" + quoted + " = {x = 1}",
                key + " 1",
                "a = " + key)) {
      List<String> problems = TestTypes.problems(format, text);

      assertThat(problems.stream().map(line -> line.substring(0, Math.min(200, line.length()))))
          .isNotEmpty()
          .allMatch(line -> line.startsWith("test.conf"));
      assertThat(problems.stream().mapToInt(String::length)).allMatch(length -> length < 2_000);
    }
  }

  @ParameterizedTest
  @EnumSource(ConfigFormat.class)
  void aNulIsNamedWithItsLine(ConfigFormat format) {
    assertThat(TestTypes.problems(format, "\n\na = \"\0\""))
        .containsExactly("test.conf:3  a NUL character (expected: a text file)");
  }

  @ParameterizedTest
  @EnumSource(ConfigFormat.class)
  void bytesThatAreNotUtf8AreNamedWithTheirLine(ConfigFormat format) throws IOException {
    Path file = Files.write(folder.resolve("x"), new byte[] {'#', '\n', '#', (byte) 0xC3, '\n'});
    assertThat(problemsOf(file, format))
        .containsExactly(file + ":2  not UTF-8 (expected: text in UTF-8)");
  }

  @Test
  void aCharacterThatTheFileEndsInTheMiddleOfIsNotUtf8() throws IOException {
    Path file = Files.write(folder.resolve("x.toml"), new byte[] {'#', '\n', '#', (byte) 0xC3});
    assertThat(problemsOf(file, null))
        .containsExactly(file + ":2  not UTF-8 (expected: text in UTF-8)");
  }

  @Test
  void aFileThatIncludesItselfIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "\ninclude \"a.conf\"\n");
    assertThat(problemsOf(file, null))
        .containsExactly(
            file + ":2  include \"a.conf\" (expected: a file that does not include itself)");
  }

  @Test
  void filesThatIncludeEachOtherAreNamedAlsoThroughALink() throws IOException {
    Path first = Files.writeString(folder.resolve("a.conf"), "include \"b.conf\"\n");
    Path second = Files.writeString(folder.resolve("b.conf"), "\n\ninclude \"link.conf\"\n");
    Files.createSymbolicLink(folder.resolve("link.conf"), first);
    assertThat(problemsOf(first, null))
        .containsExactly(
            second + ":3  include \"link.conf\" (expected: a file that does not include itself)");
  }

  @Test
  void aNameOfAnIncludeThatIsNoPathIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "include \"a\\u0000b\"\n");
    assertThat(problemsOf(file, null))
        .containsExactly(file + "  include \"a\\u0000b\" (expected: a path)");
  }

  @ParameterizedTest
  @MethodSource("doubling")
  void substitutionsThatDoubleAreOneProblem(String line, String text) {
    assertThat(TestTypes.problems(ConfigFormat.HOCON, text))
        .singleElement()
        .asString()
        .startsWith("test.conf:")
        .endsWith(
            "  " + line + ": too long with its substitutions put in (expected: at most 64 MiB)");
  }

  static Stream<Arguments> doubling() {
    return Stream.of(
        Arguments.of("a24", doubling("a0 = \"0123\"\n", "a%d = ${a%d}${a%2$d}\n")),
        Arguments.of("a24", doubling("a0 = [1]\n", "a%d = ${a%d} ${a%2$d}\n")),
        Arguments.of(
            "b.a24", doubling("b.a0 = \"{[,\"\n", "b { a%d = ${b.a%d}\"$\"${?b.\"a%2$d\"} }\n")),
        Arguments.of("a", "a = x\n" + "a = ${a}${a}\n".repeat(40)),
        Arguments.of("a", "a = [1]\n" + "a = ${a} [2] ${a}\n".repeat(40)));
  }

  private static String doubling(String first, String next) {
    return IntStream.range(1, 41)
        .mapToObj(i -> String.format(Locale.ROOT, next, i, i - 1))
        .collect(Collectors.joining("", first, ""));
  }

  @Test
  void whatIsAppendedToMayBeLong() {
    String list =
        "servers.a.discovery.static_list = []\n"
            + "servers.a.discovery.static_list += \"127.0.0.1:80\"\n".repeat(500);
    assertThat(TestTypes.problems(ConfigFormat.HOCON, list))
        .isNotEmpty()
        .noneMatch(line -> line.contains("too long"));
  }

  @Test
  void aTemplateMayServeManyServers() {
    String servers =
        IntStream.range(0, 300)
            .mapToObj(i -> "servers.s" + i + " = ${defaults} { bind = \":" + (i + 1) + "\" }\n")
            .collect(Collectors.joining("", "defaults.max_connections = 5\n", ""));
    assertThat(TestTypes.problems(ConfigFormat.HOCON, servers))
        .isNotEmpty()
        .noneMatch(line -> line.contains("too long"));
  }

  @ParameterizedTest
  @MethodSource("cycles")
  void substitutionsThatGoRoundAreOneProblem(String text) {
    assertThat(TestTypes.problems(ConfigFormat.HOCON, text))
        .singleElement()
        .asString()
        .startsWith("test.conf:");
  }

  static List<String> cycles() {
    return List.of("a = ${a}", "a = ${b}\nb = ${a}", "a = ${b}\nb = ${c}x\nc = [${a}]");
  }

  @ParameterizedTest
  @EnumSource(
      value = ConfigFormat.class,
      names = {"TOML", "HOCON"})
  void anEmptyFileLeavesEverythingOut(ConfigFormat format) {
    assertThat(TestTypes.bind(format, "").config())
        .isEqualTo(TestTypes.bind(ConfigFormat.JSON, "{}").config());
  }

  @Test
  void anEmptyFileIsNoJson() {
    assertThat(TestTypes.problems(ConfigFormat.JSON, ""))
        .singleElement()
        .asString()
        .startsWith("test.conf");
  }

  private static List<String> problemsOf(Path file, @Nullable ConfigFormat format) {
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                new ConfigBinder(new TestTypes(), Set.of("tcp"), List.of())
                    .bind(new ConfigReader(Map.of()).read(ConfigSource.file(file, format))));
    assertThat(e).isNotNull();
    return e.lines();
  }
}
