/**
 * Certificates that weir obtains by itself: names, schedule, locks, back-off and swapping are here;
 * who issues, how control is proven and where things are kept comes from plugins.
 */
@NullMarked
package io.weir.core.acme;

import org.jspecify.annotations.NullMarked;
