package io.weir.core.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the pairs of files in a folder. */
final class CertificateFolder {
  private static final List<String> CHAINS = List.of(".crt", ".pem");
  private static final String KEY = ".key";

  private CertificateFolder() {}

  /**
   * The pairs, by name: {@code NAME.crt}, or else {@code NAME.pem}, with {@code NAME.key}; without
   * that the first file has to hold the key too. Folders in it and hidden files are passed over.
   *
   * @throws IOException if the folder cannot be read
   */
  static List<FilePair> pairs(Path folder) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(file -> !nameOf(file).startsWith(".") && Files.isRegularFile(file))
          .forEach(file -> files.put(nameOf(file), file));
    }
    List<FilePair> pairs = new ArrayList<>();
    files.forEach((name, file) -> {
      String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
      String base = name.substring(0, name.length() - ending.length());
      // Of two for one key, that which ends like the first in the list.
      if (CHAINS.stream()
          .filter(chain -> files.containsKey(base + chain))
          .findFirst()
          .filter(ending::equals)
          .isPresent()) {
        pairs.add(new FilePair(file, files.getOrDefault(base + KEY, file)));
      }
    });
    return pairs;
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }
}
