/** Where the configuration comes from: a file, a web server, Consul. */
@NullMarked
package io.weir.app.source;

import org.jspecify.annotations.NullMarked;
