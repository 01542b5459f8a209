package io.weir.core.transport;

import java.nio.ByteBuffer;

/**
 * Looks at the first bytes that the other end sends without taking them: whatever it has seen is
 * there again for the relay, or for TLS.
 */
public interface PeekListener {

  /**
   * More bytes have arrived.
   *
   * @param bytes the new ones only; theirs is only the time of the call
   * @return whether to go on reading; how much at most is the listener's to bound
   */
  boolean arrived(ByteBuffer bytes);

  /** The other end has sent its FIN, so that no more will come. */
  void ended();
}
