package io.weir.plugin.consul.discovery;

import io.weir.api.Backend;
import java.util.List;

/**
 * What Consul knows of a service.
 *
 * @param backends its instances
 * @param index of the answer, to wait for the next one with; 0 if there is none
 */
record Instances(List<Backend> backends, long index) {}
