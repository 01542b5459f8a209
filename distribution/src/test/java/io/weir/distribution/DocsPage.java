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
  private static final Pattern HOCON = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL);

  /** The page of a name, e.g. {@code "sni.md"}. */
  static DocsPage named(String name) throws IOException {
    return new DocsPage(Files.readString(FOLDER.resolve(name)));
  }

  /** Its blocks of HOCON, in their order. */
  List<String> configurations() {
    return HOCON.matcher(text).results().map((MatchResult block) -> block.group(1)).toList();
  }
}
