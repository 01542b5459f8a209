package io.weir.core.tls;

import com.google.inject.Inject;
import io.netty.handler.ssl.SslContextBuilder;
import io.weir.core.acme.TlsChallenges;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.config.TlsVersion;
import io.weir.core.hello.ClientHello;
import io.weir.core.transport.StreamSecurity;
import io.weir.core.transport.channel.ChannelSecurity;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Proofs of control over names that authorities look for in a handshake (RFC 8737). */
public final class ChallengeContexts implements TlsChallenges {
  /** Who offers this, and nothing else, is an authority. */
  private static final List<String> PROTOCOL = List.of("acme-tls/1");

  private final EngineChoice engine;
  private final Map<String, StreamSecurity> byName = new ConcurrentHashMap<>();

  /** There are none yet. */
  @Inject
  public ChallengeContexts(EngineChoice engine) {
    this.engine = engine;
  }

  @Override
  public void present(String name, KeyedChain proof) {
    SslContextBuilder builder =
        SslContextBuilder.forServer(proof.key(), proof.chain())
            // RFC 8737 section 5.
            .protocols(ServerContexts.versions(TlsVersion.TLS1_2, TlsVersion.TLS1_3));
    engine.engine().applyTo(builder);
    ByProtocols.apply(builder, PROTOCOL);
    try {
      byName.put(name, ChannelSecurity.ofServer(builder.build(), false, true));
    } catch (SSLException e) {
      throw new IllegalArgumentException("certificate: " + e.getMessage(), e);
    }
  }

  @Override
  public void withdraw(String name) {
    byName.remove(name);
  }

  /** What a client is shown that asks for a proof; null if it does not, or there is none. */
  @Nullable StreamSecurity find(ClientHello hello) {
    return hello.protocols().equals(PROTOCOL) ? byName.get(hello.serverName()) : null;
  }
}
