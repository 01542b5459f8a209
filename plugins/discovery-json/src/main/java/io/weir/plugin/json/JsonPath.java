package io.weir.plugin.json;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Where something is in an object: names with dots between them, {@code [n]} for a place in an
 * array, counted from 0, as in {@code addresses[0].ip} or, as gobetween has it, {@code
 * addresses.[0].ip}. A name with a dot in it is put in quotes.
 */
public final class JsonPath {
  private static final String NAME = "(?:\"[^\"]+\"|'[^']+'|[^.\"'\\[\\]]+)";
  private static final String PLACE = "\\[\\d{1,9}]";
  private static final String STEPS = "(?:" + NAME + "(?:" + PLACE + ")*|(?:" + PLACE + ")+)";
  private static final Pattern PATH = Pattern.compile(STEPS + "(?:\\." + STEPS + ")*");
  private static final Pattern STEP = Pattern.compile(NAME + "|" + PLACE);

  private final String source;
  private final List<Step> steps;

  private sealed interface Step {
    JsonNode from(JsonNode node);
  }

  private record Name(String name) implements Step {
    @Override
    public JsonNode from(JsonNode node) {
      return node.path(name);
    }
  }

  private record Place(int index) implements Step {
    @Override
    public JsonNode from(JsonNode node) {
      return node.path(index);
    }
  }

  private JsonPath(String source, List<Step> steps) {
    this.source = source;
    this.steps = steps;
  }

  /**
   * Reads a path; an empty text is a path too.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static JsonPath parse(String source) {
    if (!source.isEmpty() && !PATH.matcher(source).matches()) {
      throw new IllegalArgumentException("a dotted path such as node.addresses[0].ip");
    }
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(source);
    while (step.find()) {
      steps.add(step(step.group()));
    }
    return new JsonPath(source, List.copyOf(steps));
  }

  private static Step step(String text) {
    String inner = text.substring(1, Math.max(1, text.length() - 1));
    return switch (text.charAt(0)) {
      case '[' -> new Place(Integer.parseInt(inner));
      case '"', '\'' -> new Name(inner);
      default -> new Name(text);
    };
  }

  /** This path, or another one if it is empty. */
  JsonPath orIfEmpty(String otherwise) {
    return steps.isEmpty() ? parse(otherwise) : this;
  }

  /** What is there, a missing node if nothing is. */
  JsonNode in(JsonNode object) {
    JsonNode node = object;
    for (Step step : steps) {
      node = step.from(node);
    }
    return node;
  }

  /** The path as it was written. */
  @Override
  public String toString() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonPath path && path.steps.equals(steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }
}
