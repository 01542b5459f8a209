/** {@code weir demo}: a weir over backends that can be killed. */
@NullMarked
package io.weir.app.demo;

import org.jspecify.annotations.NullMarked;
