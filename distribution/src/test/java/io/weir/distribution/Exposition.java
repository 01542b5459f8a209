package io.weir.distribution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scrape in Prometheus' text format, taken apart.
 *
 * @param families what it tells of, by name
 * @param values the values, by series as it is written, e.g. <code>up{job="weir"}</code>
 */
record Exposition(Map<String, Family> families, Map<String, Double> values) {
  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (\\S+) (.*)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z_]+(\\{.*\\})?) (\\S+)");
  private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=");

  /** Labels that belong to a type and not to what is counted. */
  private static final Set<String> OF_THE_TYPE = Set.of("le", "quantile");

  /**
   * A metric with all its series.
   *
   * @param labels the labels' names
   */
  record Family(String name, String type, String help, Set<String> labels) {}

  static Exposition parse(String text) {
    Exposition exposition = new Exposition(new LinkedHashMap<>(), new LinkedHashMap<>());
    String help = "";
    Family family = null;
    for (String line : text.lines().toList()) {
      Matcher comment = COMMENT.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (comment.matches() && comment.group(1).equals("HELP")) {
        help = comment.group(3);
      } else if (comment.matches()) {
        family = new Family(comment.group(2), comment.group(3), help, new TreeSet<>());
        if (exposition.families.put(family.name(), family) != null) {
          throw new AssertionError("twice: " + line);
        }
      } else if (sample.matches() && family != null && line.startsWith(family.name())) {
        exposition.values.merge(
            sample.group(1),
            Double.valueOf(sample.group(3).replace("Inf", "Infinity")),
            (one, two) -> {
              throw new AssertionError("twice: " + line);
            });
        LABEL
            .matcher(sample.group(1))
            .results()
            .map(label -> label.group(1))
            .filter(label -> !OF_THE_TYPE.contains(label))
            .forEach(family.labels()::add);
      } else {
        throw new AssertionError("not a line of a scrape: " + line);
      }
    }
    return exposition;
  }

  /** The value of a series, as in {@code value("up", "job", "weir")}, labels in order. */
  double value(String name, String... labels) {
    String series = series(name, labels);
    Double value = values.get(series);
    if (value == null) {
      throw new AssertionError("no " + series + " among\n" + String.join("\n", values.keySet()));
    }
    return value;
  }

  private static String series(String name, String... labels) {
    if (labels.length == 0) {
      return name;
    }
    StringBuilder series = new StringBuilder(name).append('{');
    for (int i = 0; i < labels.length; i += 2) {
      series.append(i == 0 ? "" : ",").append(labels[i]).append("=\"").append(labels[i + 1]);
      series.append('"');
    }
    return series.append('}').toString();
  }
}
