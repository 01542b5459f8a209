/**
 * Obtaining and keeping certificates. Keys and chains cross as PKCS#8 and DER, so no library class
 * leaves its plugin.
 */
@NullMarked
package io.weir.api.certificate;

import org.jspecify.annotations.NullMarked;
