/** Answers that weir gives on its own sockets: http-01 and tls-alpn-01. */
@NullMarked
package io.weir.plugin.acme.challenge;

import org.jspecify.annotations.NullMarked;
