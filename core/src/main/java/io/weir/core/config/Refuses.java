package io.weir.core.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A word that once was a choice and is one no more; it gets a sentence of its own. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Refuses {
  /** The word. */
  String word();

  /** What is expected instead, and why. */
  String expected();
}
