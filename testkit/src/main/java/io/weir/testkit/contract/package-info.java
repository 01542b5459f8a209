/**
 * What the API and the engine promise each other, as suites to extend: the rules then are checked.
 */
@NullMarked
package io.weir.testkit.contract;

import org.jspecify.annotations.NullMarked;
