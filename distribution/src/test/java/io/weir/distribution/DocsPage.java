package io.weir.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page of the docs, whose configurations are run by tests with addresses and files of their own.
 */
record DocsPage(String text) {
  private static final Path FOLDER = Path.of("../docs");

  /** The page of a name, e.g. {@code "sni.md"}. */
  static DocsPage named(String name) throws IOException {
    return new DocsPage(Files.readString(FOLDER.resolve(name)));
  }

  /** Its blocks of HOCON, in their order. */
  List<String> configurations() {
    return blocks("hocon");
  }

  /**
   * Its blocks of a language, in their order.
   *
   * @param language as it stands behind the three ticks, or several with {@code |} between them
   */
  List<String> blocks(String language) {
    return Pattern.compile("```(?:" + language + ")\n(.*?)```", Pattern.DOTALL)
        .matcher(text)
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }
}
