/** Where certificates and account keys are kept: a folder, or a key-value store of Consul. */
@NullMarked
package io.weir.plugin.acme.store;

import org.jspecify.annotations.NullMarked;
