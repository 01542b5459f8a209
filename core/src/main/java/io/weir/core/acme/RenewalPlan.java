package io.weir.core.acme;

import io.weir.api.certificate.RenewalWindow;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a certificate is to be renewed: at a moment inside the window that its authority asks for
 * (RFC 9773, 4.2), else after two thirds of its lifetime and a little. Where in the window, or how
 * much later, is drawn once for each certificate, so that a fleet does not renew in one second. A
 * window that would let the certificate expire counts for as much of it as lies before.
 *
 * @param notBefore from when on the certificate is valid
 * @param notAfter until when
 * @param draw at least 0 and below 1
 * @param earliest not before this moment, whatever else says so: an authority that wants a
 *     certificate back as soon as it has issued it is not asked in a loop
 * @param window what the authority asks for; null if it has not said so
 * @param askAgain when to ask it for the window next
 */
record RenewalPlan(
    Instant notBefore,
    Instant notAfter,
    double draw,
    Instant earliest,
    @Nullable RenewalWindow window,
    Instant askAgain) {
  /** The lifetime's share by which certificates without a window are spread. */
  private static final int SPREAD = 24;

  /** What of its lifetime a new certificate has at least before the next. */
  private static final int SHARE_OF_REST = 50;

  /** What is left of a lifetime when it is renewed at the latest, whatever a window says. */
  private static final int SHARE_OF_LAST_CALL = 10;

  /** Nothing is done again in less than this, */
  private static final Duration SHORTEST_REST = Duration.ofMinutes(1);

  /** and an authority is asked at least so often, or what is urgent would come too late. */
  private static final Duration LONGEST_REST = Duration.ofDays(1);

  /** How soon an authority that did not answer is asked again. */
  private static final Duration UNANSWERED_REST = Duration.ofHours(1);

  /** For a certificate that was there already, whose authority was not asked yet. */
  static RenewalPlan ofKept(X509Certificate certificate, double draw, Instant now) {
    return of(certificate, draw, now, now);
  }

  /** For one that was obtained just now. */
  static RenewalPlan ofNew(X509Certificate certificate, double draw, Instant now) {
    Instant end = certificate.getNotAfter().toInstant();
    Duration rest = Duration.between(now, end).dividedBy(SHARE_OF_REST);
    return of(
        certificate, draw, now, now.plus(rest.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : rest));
  }

  private static RenewalPlan of(
      X509Certificate certificate, double draw, Instant now, Instant earliest) {
    return new RenewalPlan(
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        draw,
        earliest,
        null,
        now);
  }

  /** The same with what the authority has said. */
  RenewalPlan within(RenewalWindow said, Instant now) {
    return new RenewalPlan(notBefore, notAfter, draw, earliest, said, askAgain)
        .askedAgainAt(clamped(said.askAgain(), now.plus(SHORTEST_REST), now.plus(LONGEST_REST)));
  }

  /** The same where the authority has no window; it may learn to have one. */
  RenewalPlan withoutWindow(Instant now) {
    return askedAgainAt(now.plus(LONGEST_REST));
  }

  /**
   * The same where the authority has not answered.
   *
   * @param retryAfter before when it does not want to be asked; null if it has not said
   */
  RenewalPlan unanswered(Instant now, @Nullable Instant retryAfter) {
    Instant soonest = now.plus(UNANSWERED_REST);
    Instant wish = retryAfter == null ? soonest : retryAfter;
    return askedAgainAt(clamped(wish, soonest, now.plus(LONGEST_REST)));
  }

  private RenewalPlan askedAgainAt(Instant moment) {
    return new RenewalPlan(notBefore, notAfter, draw, earliest, window, moment);
  }

  private static Instant clamped(Instant moment, Instant earliest, Instant latest) {
    return moment.isBefore(earliest) ? earliest : moment.isAfter(latest) ? latest : moment;
  }

  /**
   * Whether the authority is to be asked. One that was to be asked much later than is ever planned
   * is, too: the clock was set back since.
   */
  boolean asksAt(Instant now) {
    return !askAgain.isAfter(now) || askAgain.isAfter(now.plus(LONGEST_REST.multipliedBy(2)));
  }

  /** The moment of renewal. */
  Instant renewAt() {
    Instant wanted = wanted();
    return wanted.isBefore(earliest) ? earliest : wanted;
  }

  private Instant wanted() {
    Duration lifetime = Duration.between(notBefore, notAfter);
    if (window != null) {
      Instant latest = notAfter.minus(lifetime.dividedBy(SHARE_OF_LAST_CALL));
      Instant start = clamped(window.start(), notBefore, latest);
      Instant end = clamped(window.end(), notBefore, latest);
      return part(start, Duration.between(start, end), draw);
    }
    return part(
        notBefore.plus(lifetime.multipliedBy(2).dividedBy(3)), lifetime.dividedBy(SPREAD), draw);
  }

  private static Instant part(Instant start, Duration length, double share) {
    return start.plusMillis((long) (length.toMillis() * share));
  }

  /** The next moment at which there is something to do. */
  Instant next() {
    Instant renewal = renewAt();
    return askAgain.isBefore(renewal) ? askAgain : renewal;
  }
}
