/** Backends out of a JSON document that a URL serves. */
@NullMarked
package io.weir.plugin.json;

import org.jspecify.annotations.NullMarked;
