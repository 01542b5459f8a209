package io.weir.plugin.kubernetes;

import io.weir.api.Backend;
import io.weir.api.discovery.PassedOver;
import io.weir.api.text.Excerpt;
import io.weir.plugin.kubernetes.SliceObject.Conditions;
import io.weir.plugin.kubernetes.SliceObject.EndpointObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds in slices what the configuration asks for. */
final class SliceReader {
  private final KubernetesConfig config;

  SliceReader(KubernetesConfig config) {
    this.config = config;
  }

  /** Takes from a slice the endpoints that are ready, or may stand in for those. */
  Slice slice(String name, SliceObject object) {
    if (!config.kubernetesAddressType().takes(Objects.requireNonNullElse(object.addressType(), ""))
        || object.endpoints() == null) {
      return Slice.EMPTY;
    }
    List<SliceObject.Port> ports =
        object.ports() == null
            ? List.of()
            : object.ports().stream().<SliceObject.Port>mapMulti(SliceReader::ifThere).toList();
    List<Backend> ready = new ArrayList<>();
    List<Backend> serving = new ArrayList<>();
    PassedOver wrong = PassedOver.NONE;
    for (EndpointObject endpoint : object.endpoints()) {
      try {
        Conditions conditions = conditions(endpoint);
        if (isTrueOrUnknown(conditions.ready())) {
          ready.add(backend(endpoint, ports));
        } else if (isTrue(conditions.serving()) && isTrue(conditions.terminating())) {
          serving.add(backend(endpoint, ports));
        }
      } catch (IllegalArgumentException e) {
        String address = address(endpoint);
        String expected = Objects.requireNonNullElse(e.getMessage(), "an address");
        wrong =
            wrong.and(
                List.of(name, address, expected),
                () ->
                    Excerpt.of(name)
                        + ": "
                        + Excerpt.of(address)
                        + " (expected: "
                        + expected
                        + ")");
      }
    }
    return new Slice(List.copyOf(ready), List.copyOf(serving), wrong);
  }

  private static <T> void ifThere(@Nullable T value, Consumer<T> next) {
    if (value != null) {
      next.accept(value);
    }
  }

  private static Conditions conditions(@Nullable EndpointObject endpoint) {
    return endpoint == null || endpoint.conditions() == null
        ? Conditions.UNKNOWN
        : endpoint.conditions();
  }

  private static boolean isTrue(@Nullable Boolean condition) {
    return Boolean.TRUE.equals(condition);
  }

  private static boolean isTrueOrUnknown(@Nullable Boolean condition) {
    return !Boolean.FALSE.equals(condition);
  }

  private Backend backend(@Nullable EndpointObject endpoint, List<SliceObject.Port> ports) {
    String address = address(endpoint);
    if (address.isEmpty()) {
      throw new IllegalArgumentException("an object with an address");
    }
    return Backend.of(
        address,
        config
            .kubernetesPort()
            .map(port -> port.among(ports))
            .orElseGet(() -> PodPort.only(ports)));
  }

  /** The first: those behind it have no meaning, says the API, and kube-proxy does not look. */
  private static String address(@Nullable EndpointObject endpoint) {
    JsonNode addresses = endpoint == null ? null : endpoint.addresses();
    return addresses == null ? "" : addresses.path(0).stringValue("");
  }
}
