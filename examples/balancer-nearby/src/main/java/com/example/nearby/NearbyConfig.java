package com.example.nearby;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;

/** The keys of {@code servers.X.balancer} where {@code balance = nearby}. */
public record NearbyConfig(
    @Doc("How many bits of an IPv4 address name its network.") @Default("24") int ipv4Prefix,
    @Doc("How many bits of an IPv6 address name its network.") @Default("64") int ipv6Prefix) {

  /** What is thrown here stops the start, and weir adds the file, the line and the value. */
  public NearbyConfig {
    if (ipv4Prefix < 0 || ipv4Prefix > 32) {
      throw new InvalidConfigException("ipv4_prefix", "0 to 32");
    }
    if (ipv6Prefix < 0 || ipv6Prefix > 128) {
      throw new InvalidConfigException("ipv6_prefix", "0 to 128");
    }
  }
}
