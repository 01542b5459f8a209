/** Backends out of the containers that a Docker engine runs. */
@NullMarked
package io.weir.plugin.docker;

import org.jspecify.annotations.NullMarked;
