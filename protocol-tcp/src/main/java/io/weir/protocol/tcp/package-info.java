/** The wire protocol TCP, a Guice module found through ServiceLoader. */
@NullMarked
package io.weir.protocol.tcp;

import org.jspecify.annotations.NullMarked;
