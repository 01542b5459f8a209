/** What the API's Javadoc shows: compiled and run with the tests. */
@NullMarked
package io.weir.api.snippets;

import org.jspecify.annotations.NullMarked;
