/**
 * Talking to web servers, for extensions that ask one for something. {@link
 * io.weir.api.web.WebService} asks, {@link io.weir.api.web.WebAccess} is the section that says how
 * one is let in, and {@link io.weir.api.web.ClientTls} whom one trusts. All calls block and end
 * when their thread is interrupted; answers are read with a limit.
 *
 * {@snippet file="io/weir/api/snippets/LinesDiscovery.java" region="web"}
 */
@NullMarked
package io.weir.api.web;

import org.jspecify.annotations.NullMarked;
