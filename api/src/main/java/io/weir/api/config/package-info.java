/** What the components of a configuration record may carry. */
@NullMarked
package io.weir.api.config;

import org.jspecify.annotations.NullMarked;
