package io.weir.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that was probably meant: the one that the fewest slips of the finger lead to. */
final class Nearest {
  private static final int LONGEST_WORD = 64;

  private Nearest() {}

  /** The nearest word, or null if none is near. */
  static @Nullable String to(String word, Collection<String> words) {
    if (word.length() > LONGEST_WORD) {
      return null;
    }
    String plain = plain(word);
    int furthest = plain.length() <= 3 ? 1 : plain.length() <= 8 ? 2 : 3;
    return words.stream()
        .filter(candidate -> slips(plain, plain(candidate)) <= furthest)
        .min(
            Comparator.comparingInt((String candidate) -> slips(plain, plain(candidate)))
                .thenComparing(Comparator.naturalOrder()))
        .orElse(null);
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Letters added, left out, replaced, or swapped with their neighbour. */
  private static int slips(String a, String b) {
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        distance[i][j] = swapped ? Math.min(least, 1 + distance[i - 2][j - 2]) : least;
      }
    }
    return distance[a.length()][b.length()];
  }
}
