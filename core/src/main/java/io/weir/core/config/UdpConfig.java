package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.util.Optional;

/** Section {@code servers.X.udp}. */
public record UdpConfig(
    @Doc(
            "Ends a session after that many packets of the client; 1 is fire and forget; 0 means never.")
        @Default("0")
        int maxRequests,
    @Doc("Ends a session after that many packets of the backend; 0 means never.") @Default("0")
        int maxResponses,
    @Doc("Whether backends see the client's address and answer it directly.") @Default("false")
        boolean transparent,
    @Doc(
            "Sessions that one client address may have at the same time, over all its ports; 0 means no limit.")
        @Default("0")
        int maxSessionsPerIp,
    @Doc(
            "What becomes of a session when the checks of its backend fail: it stays, or its next packet goes to another.")
        @Default("keep")
        OnBackendDown onBackendDown,
    @Doc(
            "How much the system may hold for each socket of the server until weir reads it; what the system has set if left out.")
        Optional<ByteSize> receiveBuffer) {

  private static final long MOST_RECEIVE_BUFFER = 1L << 30;

  /** What becomes of sessions whose backend's checks fail. */
  public enum OnBackendDown {
    /** They stay. */
    KEEP,
    /** Their next packet goes to another backend. */
    REELECT
  }

  /** What holds where the section is left out. */
  public static final UdpConfig DEFAULT =
      new UdpConfig(0, 0, false, 0, OnBackendDown.KEEP, Optional.empty());

  /** Checks the counts. */
  public UdpConfig {
    if (maxRequests < 0) {
      throw new InvalidConfigException("max_requests", "0 or more");
    }
    if (maxResponses < 0) {
      throw new InvalidConfigException("max_responses", "0 or more");
    }
    if (receiveBuffer.map(ByteSize::bytes).orElse(0L) > MOST_RECEIVE_BUFFER) {
      throw new InvalidConfigException("receive_buffer", "1GB or less");
    }
    if (maxSessionsPerIp < 0) {
      throw new InvalidConfigException("max_sessions_per_ip", "0 or more");
    }
  }
}
