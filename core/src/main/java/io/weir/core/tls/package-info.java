/** TLS: what sections of a configuration say, made into what a transport can carry. */
@NullMarked
package io.weir.core.tls;

import org.jspecify.annotations.NullMarked;
