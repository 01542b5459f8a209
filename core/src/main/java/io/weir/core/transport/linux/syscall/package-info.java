/**
 * System calls that neither the JDK nor Netty offers, through the foreign function interface; one
 * class per family. A call that fails returns its errno as a negative number, because on the data
 * path most failures ({@code EAGAIN}) are ordinary answers.
 */
@NullMarked
package io.weir.core.transport.linux.syscall;

import org.jspecify.annotations.NullMarked;
