/** Certificates of an authority of the test's own, and clients that speak TLS. */
@NullMarked
package io.weir.testkit.tls;

import org.jspecify.annotations.NullMarked;
