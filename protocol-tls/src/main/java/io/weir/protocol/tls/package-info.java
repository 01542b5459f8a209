/** The wire protocol TLS, a Guice module found through ServiceLoader. */
@NullMarked
package io.weir.protocol.tls;

import org.jspecify.annotations.NullMarked;
