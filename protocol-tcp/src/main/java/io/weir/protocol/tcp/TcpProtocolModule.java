package io.weir.protocol.tcp;

import io.weir.core.server.ProtocolModule;

/** Contributes protocol {@code tcp}. */
public final class TcpProtocolModule extends ProtocolModule {

  /** Called by {@link java.util.ServiceLoader}. */
  public TcpProtocolModule() {
    super("tcp", TcpProtocol.class);
  }
}
