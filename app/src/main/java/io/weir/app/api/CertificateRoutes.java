package io.weir.app.api;

import io.weir.app.http.HttpAnswer;
import io.weir.app.http.HttpCall;
import io.weir.app.http.HttpProblem;
import io.weir.core.Weir;
import io.weir.core.acme.AcmeStatus;
import io.weir.core.acme.RevocationException;
import io.weir.core.certificate.CertificateStatus;
import io.weir.core.server.Server;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The certificates that servers show their clients, and those that are still to come. */
final class CertificateRoutes {
  /** Reasons of a revocation, by the codes of RFC 5280 section 5.3.1 that a subscriber may give. */
  private static final Map<String, Integer> REASONS =
      new TreeMap<>(
          Map.of(
              "unspecified", 0,
              "key_compromise", 1,
              "superseded", 4,
              "cessation_of_operation", 5));

  private final Weir weir;
  private final Clock clock;

  CertificateRoutes(Weir weir, Clock clock) {
    this.weir = weir;
    this.clock = clock;
  }

  HttpAnswer all(HttpCall call) {
    Instant now = clock.instant();
    Map<String, List<AcmeStatus>> obtained =
        weir.obtainedCertificates().all().stream()
            .collect(Collectors.groupingBy(AcmeStatus::server));
    Map<String, Object> answer = new LinkedHashMap<>();
    for (Server server : weir.servers()) {
      String name = server.definition().name();
      List<Object> certificates =
          trees(server.certificates(), obtained.getOrDefault(name, List.of()), now);
      if (!certificates.isEmpty()) {
        answer.put(name, certificates);
      }
    }
    return Json.answer(200, answer);
  }

  HttpAnswer renew(HttpCall call) {
    String name = call.parameter("name");
    if (!weir.obtainedCertificates().renew(name)) {
      throw notListed(name);
    }
    return Json.nothing();
  }

  HttpAnswer revoke(HttpCall call) throws InterruptedException {
    String name = call.parameter("name");
    String word = Objects.requireNonNullElse(call.query("reason"), "unspecified");
    Integer reason = REASONS.get(word);
    if (reason == null) {
      throw HttpProblem.badRequest(
          "reason: \""
              + word
              + "\" (expected: one of "
              + String.join(", ", REASONS.keySet())
              + ")");
    }
    try {
      if (!weir.obtainedCertificates().revoke(name, reason)) {
        throw notListed(name);
      }
    } catch (RevocationException e) {
      throw HttpProblem.conflict(String.valueOf(e.getMessage()));
    }
    return Json.nothing();
  }

  private static HttpProblem notListed(String name) {
    return HttpProblem.notFound("no server lists \"" + name + "\" in tls.acme_hosts");
  }

  /** Those in use, and after them names that have none yet. */
  private static List<Object> trees(
      List<CertificateStatus> inUse, List<AcmeStatus> obtained, Instant now) {
    Map<String, AcmeStatus> byOrigin = new LinkedHashMap<>();
    obtained.forEach(status -> byOrigin.put(AcmeStatus.origin(status.name()), status));
    List<Object> trees = new ArrayList<>();
    for (CertificateStatus certificate : inUse) {
      Map<String, Object> tree = tree(certificate, now);
      AcmeStatus status = byOrigin.remove(certificate.origin());
      if (status != null) {
        tree.put("acme", tree(status));
      }
      trees.add(tree);
    }
    byOrigin.forEach((origin, status) -> {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("source", origin);
      tree.put("names", List.of(status.name()));
      tree.put("acme", tree(status));
      trees.add(tree);
    });
    return trees;
  }

  private static Map<String, Object> tree(AcmeStatus status) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("state", status.state().word());
    tree.put("next_attempt", status.nextAttempt().toString());
    tree.put("failures", status.failures());
    if (status.failure() != null) {
      tree.put("failure", status.failure());
    }
    return tree;
  }

  private static Map<String, Object> tree(CertificateStatus certificate, Instant now) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("source", certificate.origin());
    tree.put("names", certificate.names());
    tree.put("subject", certificate.subject());
    tree.put("issuer", certificate.issuer());
    tree.put("serial", certificate.serial().toString(16));
    tree.put("not_before", certificate.notBefore().toString());
    tree.put("not_after", certificate.notAfter().toString());
    tree.put(
        "days_left",
        Math.floorDiv(
            Duration.between(now, certificate.notAfter()).toSeconds(),
            Duration.ofDays(1).toSeconds()));
    return tree;
  }
}
