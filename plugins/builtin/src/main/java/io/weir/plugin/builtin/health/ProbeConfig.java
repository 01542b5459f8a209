package io.weir.plugin.builtin.health;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.EscapedText;
import io.weir.api.config.InvalidConfigException;
import io.weir.plugin.builtin.text.GoPattern;

/** The keys of {@code servers.X.healthcheck} for kind {@code probe}. */
public record ProbeConfig(
    @Doc("What is spoken with the backend; `tls` verifies its certificate with the system's CAs.")
        Protocol probeProtocol,
    @Doc("What is sent; Go's escapes such as `\\n` and `\\xFF` are resolved.")
        EscapedText probeSend,
    @Doc(
            "What a healthy backend answers: the beginning, with Go's escapes, or a regular"
                + " expression, as `probe_strategy` says.")
        String probeRecv,
    @Doc("How the answer is compared.") @Default("starts_with") Strategy probeStrategy,
    @Doc("How many bytes are read before the expression is looked for; only with `regexp`.")
        @Default("0")
        int probeRecvLen) {

  private static final int LONGEST = 1 << 20;

  /** Checks what belongs together. */
  public ProbeConfig {
    if (probeSend.isEmpty()) {
      throw new InvalidConfigException("probe_send", "a text to send");
    }
    if (probeRecv.isEmpty()) {
      throw new InvalidConfigException("probe_recv", "a text to compare the answer with");
    }
    if (probeStrategy == Strategy.REGEXP && (probeRecvLen < 1 || probeRecvLen > LONGEST)) {
      throw new InvalidConfigException(
          "probe_recv_len", "1 to " + LONGEST + " with probe_strategy regexp");
    }
    if (probeStrategy == Strategy.STARTS_WITH && probeRecvLen != 0) {
      throw new InvalidConfigException(
          "probe_recv_len", "left out with probe_strategy starts_with, probe_recv has a length");
    }
    expectation(probeStrategy, probeRecv, probeRecvLen);
  }

  /** What is spoken with the backend. */
  public enum Protocol {
    /** A TCP connection. */
    TCP,
    /** Datagrams. */
    UDP,
    /** A TCP connection with TLS on it. */
    TLS
  }

  /** How the answer is compared. */
  public enum Strategy {
    /** It begins with the text. */
    STARTS_WITH,
    /** The expression matches somewhere in it. */
    REGEXP
  }

  Expectation expectation() {
    return expectation(probeStrategy, probeRecv, probeRecvLen);
  }

  private static Expectation expectation(Strategy strategy, String text, int length) {
    try {
      return switch (strategy) {
        case STARTS_WITH -> Expectation.beginning(EscapedText.parse(text));
        case REGEXP -> Expectation.match(GoPattern.parse(text), length);
      };
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException("probe_recv", String.valueOf(e.getMessage()));
    }
  }
}
