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
   * The key that names the extension: {@code kind} in a section of the extension's own, {@code
   * ../key} beside that section, or {@code ./key} where the extension has no section of its own and
   * its keys stand beside the one that names it; the component is called like that key then.
   */
  String selectedBy() default "kind";

  /** The extension that is meant when that key is left out; empty if it is required. */
  String otherwise() default "";
}
