/** Certificates with their keys: read, found by server name, watched and exchanged. */
@NullMarked
package io.weir.core.certificate;

import org.jspecify.annotations.NullMarked;
