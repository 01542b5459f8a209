/** The plugin's entry. Its parts: the ACME client, answers to challenges, and stores. */
@NullMarked
package io.weir.plugin.acme;

import org.jspecify.annotations.NullMarked;
