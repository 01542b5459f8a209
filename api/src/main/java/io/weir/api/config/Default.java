package io.weir.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a key that is left out. A component without it is required, unless it is an {@link
 * java.util.Optional}, a list or a map (empty), or a record all of whose components may be left
 * out. Only single values can have one; it is read when the plugin's section is bound, and one that
 * cannot be read is an error then.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** {@return the value as it would be written in a configuration file, without quotes} */
  String value();
}
