/**
 * Certificate authorities to test with: Let's Encrypt's own test server, and one that misbehaves.
 */
@NullMarked
package io.weir.testkit.acme;

import org.jspecify.annotations.NullMarked;
