/** The life of a connection, written once for all transports. */
@NullMarked
package io.weir.core.connection;

import org.jspecify.annotations.NullMarked;
