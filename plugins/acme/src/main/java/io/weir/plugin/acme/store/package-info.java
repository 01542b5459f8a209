/** Where certificates and account keys are kept: a folder. */
@NullMarked
package io.weir.plugin.acme.store;

import org.jspecify.annotations.NullMarked;
