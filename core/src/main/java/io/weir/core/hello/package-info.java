/** The TLS ClientHello, read without a TLS engine. */
@NullMarked
package io.weir.core.hello;

import org.jspecify.annotations.NullMarked;
