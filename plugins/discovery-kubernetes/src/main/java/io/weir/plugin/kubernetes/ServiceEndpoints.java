package io.weir.plugin.kubernetes;

import io.weir.api.Backend;
import io.weir.api.discovery.PassedOver;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The slices of a service as they are at one version of the cluster's state. Of one thread. */
final class ServiceEndpoints {
  static final int MOST_BACKENDS = 200_000;
  private static final int MOST_SLICES = 100_000;

  private final Map<String, Slice> slices = new LinkedHashMap<>();
  private String version = "";
  private int size;

  /** The version from which a watch goes on. */
  String version() {
    return version;
  }

  /** What is known is that of a later version. */
  void reach(String newVersion) {
    version = newVersion;
  }

  /**
   * A slice is there, or is another now.
   *
   * @throws IOException if there are too many
   */
  void put(String name, Slice slice) throws IOException {
    Slice before = slices.put(name, slice);
    size += slice.size() - (before == null ? 0 : before.size());
    if (size > MOST_BACKENDS || slices.size() > MOST_SLICES) {
      throw new IOException(
          "the service has more than "
              + MOST_BACKENDS
              + " endpoints or "
              + MOST_SLICES
              + " slices");
    }
  }

  /** A slice is gone. */
  void remove(String name) {
    Slice before = slices.remove(name);
    size -= before == null ? 0 : before.size();
  }

  /**
   * The backends that are ready. If none is, those that are terminating and still serve, as
   * kube-proxy has it: it is better to be served by one of them than not at all. An endpoint that
   * moves from one slice to another may be in both for a while.
   */
  List<Backend> backends() {
    Set<Backend> ready = all(Slice::ready);
    return List.copyOf(ready.isEmpty() ? all(Slice::serving) : ready);
  }

  private Set<Backend> all(Function<Slice, List<Backend>> which) {
    Set<Backend> all = new LinkedHashSet<>();
    slices.values().forEach(slice -> all.addAll(which.apply(slice)));
    return all;
  }

  /** The endpoints that describe no backend. */
  PassedOver wrong() {
    return slices.values().stream().map(Slice::wrong).reduce(PassedOver.NONE, PassedOver::and);
  }
}
