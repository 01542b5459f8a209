/**
 * From a file to records: reading, substituting, binding, reporting every problem at once. Imports
 * nothing of the runtime.
 */
@NullMarked
package io.weir.core.config;

import org.jspecify.annotations.NullMarked;
