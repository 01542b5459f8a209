/** The issuer: several ACME directories, one after the other. */
@NullMarked
package io.weir.plugin.acme.issuer;

import org.jspecify.annotations.NullMarked;
