package io.weir.app.api;

import io.weir.app.http.HttpAnswer;
import io.weir.app.http.HttpCall;
import io.weir.core.Weir;
import io.weir.core.certificate.CertificateStatus;
import io.weir.core.server.Server;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The certificates that servers show their clients. */
final class CertificateRoutes {
  private final Weir weir;
  private final Clock clock;

  CertificateRoutes(Weir weir, Clock clock) {
    this.weir = weir;
    this.clock = clock;
  }

  HttpAnswer all(HttpCall call) {
    Instant now = clock.instant();
    Map<String, Object> answer = new LinkedHashMap<>();
    for (Server server : weir.servers()) {
      List<CertificateStatus> certificates = server.certificates();
      if (!certificates.isEmpty()) {
        answer.put(
            server.definition().name(),
            certificates.stream().map(certificate -> tree(certificate, now)).toList());
      }
    }
    return Json.answer(200, answer);
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
