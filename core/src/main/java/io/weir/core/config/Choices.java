package io.weir.core.config;

import io.weir.api.config.Name;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The words for an enum's constants: their names in lower case, unless {@link Name} says otherwise.
 */
final class Choices {
  private final SequencedMap<String, Object> byWord = new LinkedHashMap<>();
  private final Map<String, String> refused;
  private final List<String> words;

  private Choices(Class<?> type) {
    this.words = List.of(type.getEnumConstants()).stream().map(this::add).toList();
    Refuses refuses = type.getAnnotation(Refuses.class);
    this.refused = refuses == null ? Map.of() : Map.of(refuses.word(), refuses.expected());
  }

  static Choices of(Class<?> enumType) {
    return new Choices(enumType);
  }

  /** The words, one for each constant. */
  List<String> words() {
    return words;
  }

  /** All words that are accepted. */
  List<String> spellings() {
    return List.copyOf(byWord.sequencedKeySet());
  }

  String description() {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }

  String expected() {
    return "one of " + String.join(", ", words);
  }

  /**
   * The constant that a word stands for.
   *
   * @throws WrongValueException if there is none
   */
  Object find(String word) {
    Object constant = byWord.get(word);
    if (constant == null) {
      String reason = refused.get(word);
      throw reason == null
          ? new WrongValueException(expected(), Nearest.to(word, byWord.keySet()))
          : new WrongValueException(reason, null);
    }
    return constant;
  }

  /** The word for a constant. */
  String word(Object constant) {
    return byWord.entrySet().stream()
        .filter(entry -> entry.getValue().equals(constant))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private String add(Object constant) {
    List<String> spellings = spellings((Enum<?>) constant);
    spellings.forEach(word -> byWord.put(word, constant));
    return spellings.getFirst();
  }

  private static List<String> spellings(Enum<?> constant) {
    try {
      Field field = constant.getDeclaringClass().getField(constant.name());
      Name name = field.getAnnotation(Name.class);
      return name == null
          ? List.of(constant.name().toLowerCase(Locale.ROOT))
          : List.of(name.value());
    } catch (NoSuchFieldException e) {
      throw new AssertionError("every constant is a field", e);
    }
  }
}
