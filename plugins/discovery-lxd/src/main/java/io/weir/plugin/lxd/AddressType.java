package io.weir.plugin.lxd;

import io.weir.api.config.Name;

/** A family of addresses. */
public enum AddressType {
  /** IPv4. */
  @Name({"IPv4", "ipv4"})
  IPV4("IPv4", "inet"),
  /** IPv6. */
  @Name({"IPv6", "ipv6"})
  IPV6("IPv6", "inet6");

  private final String word;
  private final String family;

  AddressType(String word, String family) {
    this.word = word;
    this.family = family;
  }

  /** What LXD calls it. */
  String family() {
    return family;
  }

  @Override
  public String toString() {
    return word;
  }
}
