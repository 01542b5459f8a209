package io.weir.plugin.acme.directory;

import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.plugin.acme.net.Deadline;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.PollableResource;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.TokenChallenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.slf4j.Logger;

/** Takes one order from its authorizations to the certificate (RFC 8555, 7.4). */
final class OrderRun {
  private static final Duration FIRST_LOOK = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Set<Status> GOING_ON =
      EnumSet.of(Status.PENDING, Status.PROCESSING, Status.UNKNOWN);

  private final Challenges challenges;
  private final Deadline deadline;
  private final Logger log;

  OrderRun(Challenges challenges, Deadline deadline, Logger log) {
    this.challenges = challenges;
    this.deadline = deadline;
    this.log = log;
  }

  /** Returns the chain for that key. */
  IssuedCertificate run(Order order, KeyPair key) throws Exception {
    for (Authorization authorization : order.getAuthorizations()) {
      prove(authorization);
    }
    if (end(order) == Status.READY) {
      order.execute(key);
      // It may be as it was before for a moment.
      end(order, EnumSet.of(Status.PENDING, Status.READY, Status.PROCESSING, Status.UNKNOWN));
    }
    if (order.getStatus() != Status.VALID) {
      throw new RefusedException(
          "the order is " + word(order.getStatus()) + reason(order.getError()));
    }
    return chain(order.getCertificate(), key);
  }

  private void prove(Authorization authorization) throws Exception {
    if (authorization.getStatus() == Status.VALID) {
      return;
    }
    String name = authorization.getIdentifier().getDomain();
    TokenChallenge challenge = challenge(authorization, name);
    String proof = challenge.getAuthorization();
    Challenges.Published answer =
        challenges.publish(
            new io.weir.api.certificate.Challenge(
                challenge.getType(), name, proof.substring(0, proof.indexOf('.')), proof));
    try {
      if (challenge.getStatus() == Status.PENDING) {
        challenge.trigger();
      }
      if (end(authorization) != Status.VALID) {
        throw new RefusedException(
            challenge.getType() + " of " + name + " failed" + reason(error(authorization)));
      }
    } finally {
      withdraw(answer, name);
    }
  }

  private TokenChallenge challenge(Authorization authorization, String name)
      throws RefusedException {
    List<Challenge> offered = authorization.getChallenges();
    for (Challenge challenge : offered) {
      if (challenge.getType().equals(challenges.type())
          && challenge instanceof TokenChallenge usable) {
        return usable;
      }
    }
    throw new RefusedException(
        "no "
            + challenges.type()
            + " for "
            + (authorization.isWildcard() ? "*." : "")
            + name
            + " (expected: one of "
            + offered.stream().map(Challenge::getType).sorted().collect(Collectors.joining(", "))
            + ")");
  }

  private static Optional<Problem> error(Authorization authorization) {
    return authorization.getChallenges().stream()
        .flatMap(challenge -> challenge.getError().stream())
        .findFirst();
  }

  /**
   * What was proven counts, whether or not the answer can be taken away. It is also where all else
   * ends because of an interrupt, which would end this as well.
   */
  private void withdraw(Challenges.Published answer, String name) {
    boolean interrupted = Thread.interrupted();
    try {
      answer.close();
    } catch (Exception e) {
      log.warn("{}: the answer to the challenge stays where it is: {}", name, e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Status end(PollableResource resource)
      throws AcmeException, InterruptedException, TimeoutException {
    return end(resource, GOING_ON);
  }

  /**
   * Looks until it is in another state, as often as the directory asks for, or more and more
   * rarely.
   */
  private Status end(PollableResource resource, Set<Status> goingOn)
      throws AcmeException, InterruptedException, TimeoutException {
    Duration pause = FIRST_LOOK;
    while (goingOn.contains(resource.getStatus())) {
      deadline.pause(pause);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      Optional<Instant> wished = resource.fetch();
      if (wished.isPresent()) {
        Duration wish = Duration.between(Instant.now(), wished.get());
        pause = wish.compareTo(FIRST_LOOK) < 0 ? FIRST_LOOK : wish;
      }
    }
    return resource.getStatus();
  }

  private static IssuedCertificate chain(Certificate certificate, KeyPair key)
      throws AcmeException, RefusedException, CertificateEncodingException {
    certificate.download();
    List<X509Certificate> chain = certificate.getCertificateChain();
    if (chain.isEmpty() || !chain.getFirst().getPublicKey().equals(key.getPublic())) {
      throw new RefusedException("the certificate is not one for the key that was sent");
    }
    List<byte[]> encoded = new ArrayList<>();
    for (X509Certificate link : chain) {
      encoded.add(link.getEncoded());
    }
    return new IssuedCertificate(encoded);
  }

  private static String reason(Optional<Problem> problem) {
    return problem.map(known -> ": " + Failure.text(known)).orElse("");
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
