package io.weir.core.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key and where it is written: what every message about it begins with.
 *
 * @param path the keys from the top, dotted; a key that holds a dot or the like is in quotes
 * @param origin where it is written
 */
record Place(String path, Origin origin) {
  /** A longer one is cut, as values are. */
  private static final int LONGEST_KEY = 100;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  /** The top of a tree. */
  static Place top(ConfigValue root) {
    return new Place("", Origin.of(root.origin()));
  }

  /**
   * A key at the end of a path from the top. What is not in the tree is where the section around it
   * is.
   */
  static Place of(ConfigObject root, List<String> path) {
    Place place = top(root);
    ConfigValue there = root;
    for (String key : path) {
      there = there instanceof ConfigObject object ? object.get(key) : null;
      place = place.key(key, there);
    }
    return place;
  }

  /** A key in the section that this is; without a value it is where the section is. */
  Place key(String key, @Nullable ConfigValue value) {
    String shown =
        key.length() <= LONGEST_KEY && PLAIN.matcher(key).matches() ? key : Shown.quoted(key);
    return new Place(
        path.isEmpty() ? shown : path + "." + shown,
        value == null ? origin : Origin.of(value.origin()));
  }

  /** The same key at another place. */
  Place movedTo(Origin elsewhere) {
    return new Place(path, elsewhere);
  }

  /** An element of the list that this is. */
  Place element(int index, ConfigValue value) {
    return new Place(path + "[" + index + "]", Origin.of(value.origin()));
  }
}
