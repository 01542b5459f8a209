/**
 * Running programs, for what is extended by them: {@link io.weir.api.process.Program} waits for
 * one, keeps what it says within a limit, and kills it, with all that it has started, when its
 * thread is interrupted. So the deadline of the method that runs it is the program's, too.
 */
@NullMarked
package io.weir.api.process;

import org.jspecify.annotations.NullMarked;
