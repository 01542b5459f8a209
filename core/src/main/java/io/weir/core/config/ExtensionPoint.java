package io.weir.core.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an {@link ExtensionSection} component: which kind of extension it configures and which key
 * names the extension.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface ExtensionPoint {
  /** The kind of extension. */
  ExtensionKind value();

  /**
   * The key that names the extension: {@code kind} in the section itself, or {@code ../key} beside
   * the section.
   */
  String selectedBy() default "kind";

  /** The extension that is meant when that key is left out; empty if it is required. */
  String otherwise() default "";
}
