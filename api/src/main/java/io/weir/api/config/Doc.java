package io.weir.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a key means, in a sentence or two, with its unit and what 0 means. On a type with a {@code
 * parse}: what its texts are called, e.g. {@code "host:port"}. {@code weir plugins verify} wants
 * one at each component.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Doc {
  /** {@return the text, shown in the reference page, the schema and {@code weir plugins}} */
  String value();
}
