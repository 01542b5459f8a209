package io.weir.core.transport.channel;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import io.netty.util.ReferenceCountUtil;
import io.weir.core.transport.StreamSecurity;
import java.lang.ref.Cleaner;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** TLS by Netty: BoringSSL if the context is one of Netty's native ones, else the JDK's engine. */
public final class ChannelSecurity implements StreamSecurity {
  private final Shared shared;
  private final @Nullable String peer;

  private ChannelSecurity(Shared shared, @Nullable String peer) {
    this.shared = shared;
    this.peer = peer;
  }

  /**
   * What is the same for all connections. The native memory of the context is freed once nobody can
   * reach this any more, so that a context may be exchanged while connections are about to begin
   * with it.
   */
  private static final class Shared {
    private static final Cleaner CLEANER = Cleaner.create();

    final SslContext context;
    final boolean tickets;
    final boolean ownCipherOrder;

    Shared(SslContext context, boolean tickets, boolean ownCipherOrder) {
      this.context = context;
      this.tickets = tickets;
      this.ownCipherOrder = ownCipherOrder;
      CLEANER.register(this, () -> ReferenceCountUtil.release(context));
    }
  }

  /**
   * For accepted sockets.
   *
   * @param context a server's; owned by this from now on
   * @param tickets whether clients may resume sessions by ticket
   * @param ownCipherOrder whether the order of ciphers is the server's and not the client's
   */
  public static ChannelSecurity ofServer(
      SslContext context, boolean tickets, boolean ownCipherOrder) {
    return new ChannelSecurity(new Shared(context, tickets, ownCipherOrder), null);
  }

  /**
   * For connected sockets, once {@link #towards} has said where to.
   *
   * @param context a client's; owned by this from now on
   * @param tickets whether sessions may be resumed by ticket
   */
  public static ChannelSecurity ofClient(SslContext context, boolean tickets) {
    return new ChannelSecurity(new Shared(context, tickets, false), null);
  }

  /**
   * The same for one host.
   *
   * @param host its name is sent unless it is an address, and it is the one to verify
   */
  public ChannelSecurity towards(String host) {
    return new ChannelSecurity(shared, host);
  }

  /** Makes one connection's share of it. */
  TlsLeg open(ByteBufAllocator allocator) {
    SSLEngine engine =
        peer == null
            ? shared.context.newEngine(allocator)
            : shared.context.newEngine(allocator, peer, 0);
    if (engine instanceof ReferenceCountedOpenSslEngine boring) {
      if (!shared.tickets) {
        SSL.setOptions(boring.sslPointer(), SSL.SSL_OP_NO_TICKET);
      }
      if (!shared.ownCipherOrder) {
        SSL.clearOptions(boring.sslPointer(), SSL.SSL_OP_CIPHER_SERVER_PREFERENCE);
      }
      return BoringTls.begin(boring, allocator);
    }
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setUseCipherSuitesOrder(shared.ownCipherOrder);
    engine.setSSLParameters(parameters);
    return new EngineTls(new SslHandler(engine));
  }
}
