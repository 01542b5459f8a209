package io.weir.plugin.kubernetes;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is read of an EndpointSlice ({@code discovery.k8s.io/v1}). Anything may be missing, and what
 * is of another type than the API says counts as missing.
 */
record SliceObject(
    @Nullable Metadata metadata,
    @Nullable String addressType,
    @Nullable List<@Nullable EndpointObject> endpoints,
    @Nullable List<@Nullable Port> ports) {

  /** Of a slice. */
  record Metadata(@Nullable String name, @Nullable String resourceVersion) {}

  /** One endpoint, a pod mostly. */
  record EndpointObject(@Nullable JsonNode addresses, @Nullable Conditions conditions) {}

  /** What is known of an endpoint; null means unknown. */
  record Conditions(
      @Nullable Boolean ready, @Nullable Boolean serving, @Nullable Boolean terminating) {

    static final Conditions UNKNOWN = new Conditions(null, null, null);
  }

  /** A port that all endpoints of the slice have; without a number it stands for all. */
  record Port(@Nullable JsonNode name, @Nullable JsonNode port) {

    /** Its name; empty if it has none. */
    String named() {
      return name == null ? "" : name.stringValue("");
    }

    /** Whether it has no number and stands for all. */
    boolean isAny() {
      return port == null || port.isNull();
    }

    /** Its number; 0 if it has none, or what is there is none. */
    int number() {
      return port == null ? 0 : port.intValue(0);
    }
  }
}
