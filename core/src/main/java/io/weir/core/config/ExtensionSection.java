package io.weir.core.config;

/**
 * A section of the configuration that core and a plugin share: core's record has taken its keys,
 * the plugin's record the rest.
 *
 * @param kind the extension's name, e.g. {@code "static"}
 * @param settings core's keys
 * @param own the plugin's keys, an instance of its {@code configType()}
 * @param <S> core's record
 */
public record ExtensionSection<S extends Record>(String kind, S settings, Record own) {

  /** Whether the same plugin is to do the same, if perhaps at other times. */
  public boolean makesTheSame(ExtensionSection<?> other) {
    return kind.equals(other.kind) && own.equals(other.own);
  }

  /** Whether that kind is another plugin's now, or that of other jars. */
  boolean isOfAnotherPlugin(ExtensionSection<?> other) {
    return kind.equals(other.kind) && !own.getClass().equals(other.own.getClass());
  }
}
