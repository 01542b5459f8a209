package io.weir.plugin.srv;

import java.io.IOException;
import java.net.InetAddress;

/** Where the target of an SRV record is. */
sealed interface Target {

  /** It has this address. */
  record Found(InetAddress address) implements Target {}

  /** It has none, as far as the server knows. */
  record Nowhere(String reason) implements Target {}

  /** Whether it has one cannot be found out at the moment. */
  record Unknown(IOException failure) implements Target {}
}
