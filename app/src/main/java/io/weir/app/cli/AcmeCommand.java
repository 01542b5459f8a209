package io.weir.app.cli;

import io.weir.app.boot.Engine;
import io.weir.core.EnginePlan;
import io.weir.core.acme.KeptCertificate;
import io.weir.core.certificate.CertificateStatus;
import io.weir.core.lifecycle.StartProgress;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir acme}. */
@Command(
    name = "acme",
    description = {
      "Look at the certificates that weir obtains, or have a running weir do something about one.",
      "list FILE, plan FILE: what is kept for the names of a configuration, and what a start would do.",
      "renew NAME, revoke NAME: by the API of a running weir; a new one is obtained at once."
    })
final class AcmeCommand implements Callable<Integer> {
  private final Engine engine;
  private final Clock clock;
  private final PrintStream out;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private ApiOptions api = new ApiOptions();

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description =
          "Why it is revoked: unspecified (default), key_compromise, superseded or"
              + " cessation_of_operation.")
  private @Nullable Reason reason;

  @Parameters(index = "0", paramLabel = "ACTION", description = "list, plan, renew or revoke.")
  private @Nullable Action action;

  @Parameters(
      index = "1",
      paramLabel = "FILE|NAME",
      description = "The configuration file, or the name whose certificate it is.")
  private String target = "";

  /** What is to be done. */
  private enum Action {
    LIST,
    PLAN,
    RENEW,
    REVOKE
  }

  /** Why a certificate is revoked, as the API has it. */
  private enum Reason {
    UNSPECIFIED,
    KEY_COMPROMISE,
    SUPERSEDED,
    CESSATION_OF_OPERATION
  }

  AcmeCommand(Engine engine, Clock clock, PrintStream out) {
    this.engine = engine;
    this.clock = clock;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (reason != null && action != Action.REVOKE) {
      throw new UsageException("acme: --reason goes with revoke");
    }
    switch (Objects.requireNonNull(action)) {
      case LIST -> list().lines().forEach(out::println);
      case PLAN -> plan().lines().forEach(out::println);
      case RENEW -> {
        api.post(route("renew"));
        out.println(target + ": a certificate is being obtained; GET /certificates tells of it");
      }
      case REVOKE -> {
        String word =
            Objects.requireNonNullElse(reason, Reason.UNSPECIFIED).name().toLowerCase(Locale.ROOT);
        api.post(route("revoke") + "?reason=" + word);
        out.println(target + ": revoked; another certificate is being obtained");
      }
    }
    return 0;
  }

  private String route(String verb) {
    return "/certificates/" + URLEncoder.encode(target, StandardCharsets.UTF_8) + "/" + verb;
  }

  private List<KeptCertificate> kept() throws InterruptedException {
    try (EnginePlan plan = engine.prepare(source.of(Path.of(target)), StartProgress.IGNORED)) {
      return engine.keptCertificates(plan);
    }
  }

  private TextTable list() throws InterruptedException {
    TextTable table = new TextTable("SERVER", "NAME", "DAYS", "VALID UNTIL", "ISSUER");
    Instant now = clock.instant();
    for (KeptCertificate kept : kept()) {
      CertificateStatus certificate = kept.certificate();
      if (certificate == null) {
        table.add(kept.server(), kept.name(), "-", "-", "none is kept");
      } else {
        Instant end = certificate.notAfter();
        table.add(
            kept.server(),
            kept.name(),
            String.valueOf(Duration.between(now, end).toDays()),
            end.toString(),
            certificate.issuer());
      }
    }
    return table;
  }

  private TextTable plan() throws InterruptedException {
    TextTable table = new TextTable("SERVER", "NAME", "WHAT A START WOULD DO");
    Instant now = clock.instant();
    for (KeptCertificate kept : kept()) {
      Instant renewal = kept.renewAt();
      table.add(
          kept.server(),
          kept.name(),
          renewal == null
              ? "order"
              : renewal.isAfter(now)
                  ? "nothing; renew about " + renewal + ", or when the authority asks for it"
                  : "renew");
    }
    return table;
  }
}
