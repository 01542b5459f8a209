package io.weir.plugin.acme.dns;

import io.weir.api.certificate.Challenge;
import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.ChallengeResponder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** Answers dns-01 (RFC 8555, 8.4). */
final class DnsResponder implements ChallengeResponder {
  private final TxtRecords records;
  private final Visibility visibility;

  DnsResponder(TxtRecords records, Visibility visibility) {
    this.records = records;
    this.visibility = visibility;
  }

  @Override
  public String type() {
    return "dns-01";
  }

  @Override
  public void present(Challenge challenge, ChallengePublisher publisher) throws Exception {
    String value = value(challenge);
    visibility.await(records.add(name(challenge), value), value);
  }

  @Override
  public void cleanUp(Challenge challenge, ChallengePublisher publisher) throws Exception {
    records.remove(name(challenge), value(challenge));
  }

  private static String name(Challenge challenge) {
    return "_acme-challenge." + challenge.name();
  }

  private static String value(Challenge challenge) throws GeneralSecurityException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(challenge.keyAuthorization().getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }
}
