/** Backends out of the instances that LXD or Incus runs. */
@NullMarked
package io.weir.plugin.lxd;

import org.jspecify.annotations.NullMarked;
