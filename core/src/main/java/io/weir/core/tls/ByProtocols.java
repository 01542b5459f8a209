package io.weir.core.tls;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContextBuilder;
import io.weir.core.transport.channel.ChannelSecurity;
import java.util.List;
import java.util.function.Function;

/**
 * Handshakes that differ in the application protocols (ALPN) alone. The engine knows these by
 * context only, so there is a context for each list that comes up; where clients say which, those
 * asked for lately are kept.
 */
final class ByProtocols {
  /** Real clients know a handful of lists between them. */
  private static final int MOST_KEPT = 64;

  private final Function<List<String>, ChannelSecurity> make;
  private final List<String> usual;
  private final ChannelSecurity withUsual;
  private final Cache<List<String>, ChannelSecurity> others =
      CacheBuilder.newBuilder().maximumSize(MOST_KEPT).concurrencyLevel(1).build();

  /**
   * Makes the one for the usual list.
   *
   * @param usual what is spoken where nobody says otherwise; empty for no ALPN
   * @param make makes others, in a fraction of the time that a handshake takes; must not block
   */
  ByProtocols(List<String> usual, Function<List<String>, ChannelSecurity> make) {
    this.make = make;
    this.usual = usual;
    this.withUsual = make.apply(usual);
  }

  ChannelSecurity usual() {
    return withUsual;
  }

  /** For a list, the best first. */
  ChannelSecurity speaking(List<String> protocols) {
    if (protocols.equals(usual)) {
      return withUsual;
    }
    ChannelSecurity known = others.getIfPresent(protocols);
    if (known != null) {
      return known;
    }
    // Two loops may both make it: neither waits for the other.
    ChannelSecurity made = make.apply(protocols);
    others.put(protocols, made);
    return made;
  }

  /** Has a context speak them: offer them as a client, choose the first it can as a server. */
  static void apply(SslContextBuilder builder, List<String> protocols) {
    if (!protocols.isEmpty()) {
      builder.applicationProtocolConfig(
          new ApplicationProtocolConfig(
              ApplicationProtocolConfig.Protocol.ALPN,
              ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
              ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
              protocols));
    }
  }
}
