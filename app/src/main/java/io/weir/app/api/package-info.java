/** The REST API: gobetween's routes and what weir adds to them (docs/api.md). */
@NullMarked
package io.weir.app.api;

import org.jspecify.annotations.NullMarked;
