package io.weir.core.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The order in which an operator has written the keys of a section. The library keeps none, but
 * knows lines; what shares one is put in the order of names.
 */
final class LineOrder {
  private static final Comparator<Map.Entry<String, ConfigValue>> BY_LINE =
      Comparator.comparingInt(
              (Map.Entry<String, ConfigValue> entry) -> entry.getValue().origin().lineNumber())
          .thenComparing(Map.Entry::getKey);

  private LineOrder() {}

  static List<Map.Entry<String, ConfigValue>> of(ConfigObject section) {
    return section.entrySet().stream().sorted(BY_LINE).toList();
  }
}
