package io.weir.distribution.answers;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Something that weir answers otherwise on purpose.
 *
 * @param questions the questions whose answers differ in this way, each of them, by interview
 * @param weir what weir answers instead, by the place in the answer; in a place {@code *} stands
 *     for any one name and {@code **} for any number of them
 * @param leftOut the places at which weir answers nothing
 * @param what where it is met, for the page
 * @param why what both do, and the reason, for the page
 */
record IntendedDifference(
    Map<String, List<String>> questions,
    Map<String, JsonNode> weir,
    List<String> leftOut,
    String what,
    String why) {

  /** A file that leaves a list out means an empty one. */
  IntendedDifference {
    weir = weir == null ? Map.of() : weir;
    leftOut = leftOut == null ? List.of() : leftOut;
  }

  /** Whether a difference is this one: the same question, the same place, the same answer. */
  boolean covers(Interview interview, Difference difference) {
    return questionsOf(interview).contains(difference.question()) && isAnswered(difference);
  }

  /** What of it is no longer so: a line for each question and place without a difference. */
  List<String> stale(Interview interview, List<Difference> differences) {
    return questionsOf(interview).stream()
        .flatMap(question ->
            places()
                .filter(place ->
                    differences.stream()
                        .filter(difference -> difference.question().equals(question))
                        .noneMatch(d -> isAt(place, d) && isAnswered(d)))
                .map(place -> question + " at " + place))
        .toList();
  }

  private List<String> questionsOf(Interview interview) {
    return questions.getOrDefault(interview.name(), List.of());
  }

  private boolean isAnswered(Difference difference) {
    return difference.weir().isMissingNode()
        ? leftOut.stream().anyMatch(place -> isAt(place, difference))
        : weir.entrySet().stream()
            .anyMatch(entry ->
                isAt(entry.getKey(), difference) && entry.getValue().equals(difference.weir()));
  }

  private Stream<String> places() {
    return Stream.concat(weir.keySet().stream(), leftOut.stream());
  }

  private static boolean isAt(String place, Difference difference) {
    String pattern =
        Stream.of(place.split("/", -1))
            .skip(1)
            .map(name ->
                switch (name) {
                  case "*" -> "/[^/]+";
                  case "**" -> "(/[^/]+)*";
                  default -> "/" + Pattern.quote(name);
                })
            .collect(Collectors.joining());
    return difference.path().matches(pattern);
  }
}
