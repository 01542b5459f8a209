/**
 * What needs no library: static, exec, plaintext and file discovery; every balancer; ping, probe
 * and exec checks.
 */
@NullMarked
package io.weir.plugin.builtin;

import org.jspecify.annotations.NullMarked;
