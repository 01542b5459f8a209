package io.weir.testkit.transport;

import io.weir.core.transport.SecureSession;
import java.nio.charset.StandardCharsets;

/** The far end of one of weir's sockets. What it does reaches weir when its loop runs. */
public final class FarEnd {
  private final MemorySocket socket;

  FarEnd(MemorySocket socket) {
    this.socket = socket;
  }

  /** Sends some text. */
  public void send(String text) {
    ifOpen(() -> socket.arrived(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sends some bytes. */
  public void send(byte[] bytes) {
    ifOpen(() -> socket.arrived(bytes));
  }

  /** Does its part of a TLS handshake that weir has begun, and all goes well. */
  public void secure(SecureSession session) {
    ifOpen(() -> socket.handshakeOver(listener -> listener.secured(session)));
  }

  /** Makes a TLS handshake that weir has begun fail. */
  public void refuseTls(String cause) {
    ifOpen(() -> socket.handshakeOver(listener -> listener.secureFailed(cause)));
  }

  /** The same, because it has none of the application protocols that weir offers. */
  public void refuseProtocols() {
    ifOpen(() -> socket.handshakeOver(listener -> listener.noProtocol("a reason")));
  }

  /** Sends a FIN and goes on reading. */
  public void finish() {
    ifOpen(socket::farEnded);
  }

  /** Resets the connection. */
  public void reset() {
    ifOpen(() -> socket.farBroke(true));
  }

  /** Breaks otherwise than by a reset, e.g. because the network says that there is no way. */
  public void fail() {
    ifOpen(() -> socket.farBroke(false));
  }

  /** Stops reading, so that what weir sends stays with weir. */
  public void stopReading() {
    ifOpen(() -> socket.farReads(false));
  }

  /** Reads what there is, and what comes. */
  public void resumeReading() {
    ifOpen(() -> socket.farReads(true));
  }

  /** All it has read. */
  public String received() {
    return socket.delivered();
  }

  /** Bytes that weir holds for it because it does not read. */
  public int heldFor() {
    return socket.held();
  }

  /** Whether it has read weir's FIN, or weir has closed in good order. */
  public boolean sawEnd() {
    return socket.endSent() || (isClosed() && !sawReset());
  }

  /** Whether weir has reset the connection. */
  public boolean sawReset() {
    return socket.wasReset();
  }

  /** Whether weir has let go of its socket, in whatever way. */
  public boolean isClosed() {
    return socket.isClosed();
  }

  void ifOpen(Runnable event) {
    socket
        .loop()
        .execute(() -> {
          if (!socket.isClosed()) {
            event.run();
          }
        });
  }

  void lose() {
    socket.close();
  }
}
