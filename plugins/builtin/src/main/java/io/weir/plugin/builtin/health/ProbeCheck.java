package io.weir.plugin.builtin.health;

import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.plugin.builtin.health.ProbeConfig.Protocol;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/** A backend is healthy when it answers a question as expected. */
public final class ProbeCheck implements HealthCheck {
  private static final HealthResult UNEXPECTED =
      HealthResult.unhealthy("the answer is not what probe_recv expects");

  private final byte[] question;
  private final Expectation expectation;
  private final Exchange exchange;

  /**
   * A check as configured.
   *
   * @throws IllegalStateException if the Java runtime has no TLS
   */
  public ProbeCheck(ProbeConfig config) {
    this(config, exchange(config.probeProtocol()));
  }

  ProbeCheck(ProbeConfig config, Exchange exchange) {
    this.question = config.probeSend().toBytes();
    this.expectation = config.expectation();
    this.exchange = exchange;
  }

  private static Exchange exchange(Protocol protocol) {
    return switch (protocol) {
      case TCP -> new TcpExchange();
      case UDP -> new UdpExchange();
      case TLS -> new TlsExchange(systemTrust());
    };
  }

  private static SSLContext systemTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no TLS", e);
    }
  }

  @Override
  public HealthResult check(HealthTarget target) throws IOException, InterruptedException {
    byte[] answer = exchange.ask(target, question, expectation.length());
    return expectation.isMetBy(answer) ? HealthResult.healthy() : UNEXPECTED;
  }
}
