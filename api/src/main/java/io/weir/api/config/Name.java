package io.weir.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The spelling in configuration files where it is not what the Java name gives: components are
 * {@code snake_case} of their name, enum constants their name in lower case. It takes the place of
 * that spelling.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Name {
  /** {@return the spelling; others that are accepted with the same meaning may follow} */
  String[] value();
}
