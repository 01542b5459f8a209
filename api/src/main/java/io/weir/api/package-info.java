/**
 * What a plugin author compiles against: the door ({@link io.weir.api.WeirPlugin}) and what every
 * kind of extension shares.
 */
@NullMarked
package io.weir.api;

import org.jspecify.annotations.NullMarked;
