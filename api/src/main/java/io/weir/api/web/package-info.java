/** Talking to web servers, for extensions that ask one for something. */
@NullMarked
package io.weir.api.web;

import org.jspecify.annotations.NullMarked;
