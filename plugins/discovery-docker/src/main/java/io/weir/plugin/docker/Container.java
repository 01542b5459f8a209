package io.weir.plugin.docker;

import io.weir.api.Backend;
import java.util.List;

/**
 * What a list of containers tells of one.
 *
 * @param id its identity
 * @param published a backend for each place on the engine's machine where the port that is looked
 *     for is published; {@code 0.0.0.0} and {@code ::} are every address of the machine
 */
record Container(String id, List<Backend> published) {}
