/** Whole-system tests on the unpacked tarball. */
package io.weir.distribution;
