package io.weir.core.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A key that gobetween once had and dropped: it is accepted, does nothing, and gets a warning. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Dropped {
  /** What the warning says. */
  String value();
}
