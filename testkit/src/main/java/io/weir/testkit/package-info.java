/**
 * What we and plugin authors test with: hostile peers, replayed services, a weir in a test,
 * contract suites.
 */
@NullMarked
package io.weir.testkit;

import org.jspecify.annotations.NullMarked;
