package io.weir.core.config;

import io.weir.api.config.Doc;
import io.weir.api.config.Name;

/** Section {@code servers.X.proxy_protocol}. */
public record ProxyProtocolConfig(@Doc("The version of the header.") Version version) {

  /** Versions of the PROXY protocol. */
  public enum Version {
    /** The line of text. */
    @Name("1")
    V1,
    /** Binary. */
    @Name("2")
    V2
  }
}
