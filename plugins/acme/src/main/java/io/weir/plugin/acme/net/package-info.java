/** Waiting for servers: what the parts of the plugin share. */
@NullMarked
package io.weir.plugin.acme.net;

import org.jspecify.annotations.NullMarked;
