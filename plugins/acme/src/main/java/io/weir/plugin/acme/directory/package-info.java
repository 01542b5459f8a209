/**
 * The ACME client. This is the one package that knows acme4j, whose next version breaks its API: no
 * class of acme4j's is in a signature that others see.
 */
@NullMarked
package io.weir.plugin.acme.directory;

import org.jspecify.annotations.NullMarked;
