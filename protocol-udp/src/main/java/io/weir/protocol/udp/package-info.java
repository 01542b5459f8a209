/** The wire protocol UDP, a Guice module found through ServiceLoader. */
@NullMarked
package io.weir.protocol.udp;

import org.jspecify.annotations.NullMarked;
