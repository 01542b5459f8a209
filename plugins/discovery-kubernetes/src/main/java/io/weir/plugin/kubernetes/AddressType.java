package io.weir.plugin.kubernetes;

import io.weir.api.config.Name;

/** Of which slices the endpoints are taken: each slice has addresses of one family. */
public enum AddressType {
  /** IPv4 addresses. */
  @Name("IPv4")
  IPV4("IPv4"),

  /** IPv6 addresses. */
  @Name("IPv6")
  IPV6("IPv6"),

  /** All of them, host names too. A service of both families tells of each pod twice. */
  @Name("any")
  ANY("");

  private final String kubernetesName;

  AddressType(String kubernetesName) {
    this.kubernetesName = kubernetesName;
  }

  /** Whether slices are taken whose {@code addressType} this is. */
  boolean takes(String addressType) {
    return this == ANY || kubernetesName.equals(addressType);
  }
}
