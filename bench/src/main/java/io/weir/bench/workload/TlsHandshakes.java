package io.weir.bench.workload;

import io.weir.bench.load.Programs;
import io.weir.bench.peer.Target;
import java.util.List;

/** Connections that shake hands, exchange 64 bytes and end. */
public record TlsHandshakes(Kind kind, int concurrent) implements TlsWorkload {
  /** What the peer has to compute. */
  public enum Kind {
    /** A signature with an ECDSA key on P-256. */
    P256("p256", "full, ECDSA P-256"),
    /** A signature with an RSA key of 2048 bits. */
    RSA("rsa", "full, RSA-2048"),
    /** None: the client brings a ticket. */
    RESUMED("resumed", "resumed");

    private final String word;
    private final String title;

    Kind(String word, String title) {
      this.word = word;
      this.title = title;
    }
  }

  @Override
  public String name() {
    return "tls-" + kind.word;
  }

  @Override
  public String title() {
    return "TLS handshakes, %s, %d at a time".formatted(kind.title, concurrent);
  }

  @Override
  public Unit unit() {
    return Unit.HANDSHAKE;
  }

  @Override
  public List<String> load(Programs programs, Target target, long millis) {
    return programs.command(
        "tls",
        kind == Kind.RSA ? target.second() : target.port(),
        "handshakes",
        concurrent,
        millis,
        kind == Kind.RESUMED ? "resumed" : "full");
  }
}
