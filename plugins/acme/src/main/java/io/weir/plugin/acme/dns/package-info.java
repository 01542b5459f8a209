/** Answers in the DNS: dns-01, by dynamic updates (RFC 2136) or by a program. */
@NullMarked
package io.weir.plugin.acme.dns;

import org.jspecify.annotations.NullMarked;
