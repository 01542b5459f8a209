package io.weir.plugin.builtin.health;

import io.weir.api.PluginContext;
import io.weir.api.health.CheckSocket;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.plugin.builtin.health.SmtpConfig.Tls;
import io.weir.plugin.builtin.health.SmtpSession.Reply;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A backend is healthy when it greets by SMTP and lets its client introduce itself. */
public final class SmtpCheck implements HealthCheck {
  /** Some banners are long, and TLS brings certificates; a mail server says no more than that. */
  private static final long LIMIT = 256 << 10;

  private static final int READY = 220;
  private static final int DONE = 250;

  private final Tls mode;
  private final String introduction;
  private final Optional<SSLContext> tls;

  /**
   * A check as configured.
   *
   * @throws io.weir.api.config.InvalidConfigException if a file of TLS cannot be used
   */
  public SmtpCheck(SmtpConfig config, PluginContext context) {
    mode = config.smtpTls();
    introduction = "EHLO " + config.smtpEhlo();
    tls = mode == Tls.NONE ? Optional.empty() : Optional.of(context.clientTls(config.tls()));
  }

  @Override
  public HealthResult check(HealthTarget target) throws IOException {
    try (CheckSocket connected = CheckSocket.connect(target, LIMIT)) {
      SmtpSession session =
          new SmtpSession(mode == Tls.IMPLICIT ? connected.secure(tls.orElseThrow()) : connected);
      Reply greeting = session.reply();
      if (greeting.code() != READY) {
        return unhealthy("greeting", greeting);
      }
      Reply introduced = ask(session, introduction);
      if (introduced.code() == DONE && mode == Tls.STARTTLS) {
        Reply ready = ask(session, "STARTTLS");
        if (ready.code() != READY) {
          return unhealthy("STARTTLS", ready);
        }
        // Another session: what an attacker has put in before TLS is not read as said under it.
        session = new SmtpSession(connected.secure(tls.orElseThrow()));
        introduced = ask(session, introduction);
      }
      if (introduced.code() != DONE) {
        return unhealthy("EHLO", introduced);
      }
      takeLeave(session);
      return HealthResult.healthy();
    }
  }

  private static Reply ask(SmtpSession session, String command) throws IOException {
    session.send(command);
    return session.reply();
  }

  private static HealthResult unhealthy(String step, Reply reply) {
    return HealthResult.unhealthy(step + ": " + reply);
  }

  /** It has shown that it works: its answer is not waited for. */
  private static void takeLeave(SmtpSession session) {
    try {
      session.send("QUIT");
    } catch (IOException _) {
      // It has ended before.
    }
  }
}
