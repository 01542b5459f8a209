package io.weir.plugin.acme.directory;

import io.weir.api.PluginContext;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuanceException;
import io.weir.api.certificate.IssuedCertificate;
import io.weir.api.certificate.RenewalWindow;
import io.weir.api.certificate.StoredCertificate;
import io.weir.plugin.acme.net.Deadline;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.RenewalInfo;
import org.shredzone.acme4j.RevocationReason;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.toolbox.AcmeUtils;
import org.slf4j.Logger;

/**
 * One ACME directory (RFC 8555, RFC 9773). Whatever goes wrong comes out as an {@link
 * IssuanceException} that names the directory, what was asked, and what it said.
 *
 * <p>Each task has a session of its own: acme4j lets one request of a session wait for the other
 * where no interrupt reaches it.
 */
public final class AcmeDirectory implements AutoCloseable {
  private static final Duration QUESTION_LIMIT = Duration.ofMinutes(1);
  private static final Set<String> ACCOUNT_IS_GONE =
      Set.of(
          "urn:ietf:params:acme:error:accountDoesNotExist",
          "urn:ietf:params:acme:error:unauthorized");
  private static final String ALREADY_REVOKED = "urn:ietf:params:acme:error:alreadyRevoked";

  /** RFC 9773, 4.3.2: bounds for what a directory says, and what it means if it says nothing. */
  private static final Duration ASK_AGAIN_EARLIEST = Duration.ofMinutes(1);

  private static final Duration ASK_AGAIN = Duration.ofHours(6);
  private static final Duration ASK_AGAIN_LATEST = Duration.ofDays(1);

  private final DirectorySettings settings;
  private final HttpClient client;
  private final Accounts accounts;
  private final InstantSource clock;
  private final Logger log;

  /** Nothing is asked yet. */
  public AcmeDirectory(DirectorySettings settings, HttpClient client, PluginContext context) {
    this.settings = settings;
    this.client = client;
    this.accounts = new Accounts(settings);
    this.clock = context.clock();
    this.log = context.logger();
  }

  private interface Work<T> {
    T run(Session session, DirectoryProvider connection) throws Exception;
  }

  /**
   * Orders a certificate.
   *
   * @param store where the account's key is kept
   */
  public IssuedCertificate order(
      OrderRequest request, Challenges challenges, CertificateStore store)
      throws IssuanceException, InterruptedException {
    Deadline deadline = Deadline.after(settings.orderTimeout());
    return task(
        request.text(),
        deadline,
        (session, _) -> {
          Login login = accounts.login(session, store);
          CertificateKey key = request.key();
          KeyPair pair = KeyPem.of(key.algorithm(), key.pkcs8(), key.publicKey());
          return new OrderRun(challenges, deadline, log).run(create(login, request), pair);
        });
  }

  private Order create(Login login, OrderRequest request) throws AcmeException, RefusedException {
    checkProfile(login.getSession());
    String replaced = replaced(login.getSession(), request.replaced());
    if (replaced == null) {
      return builder(login, request).create();
    }
    try {
      return builder(login, request).replaces(replaced).create();
    } catch (AcmeRateLimitedException e) {
      throw e;
    } catch (AcmeServerException e) {
      // It is not this directory's, or was replaced before: all the same, a new one is needed.
      log.info(
          "{}: {}: ordered without naming the certificate that it replaces: {}",
          settings.url(),
          request.text(),
          Failure.text(e));
      return builder(login, request).create();
    }
  }

  private OrderBuilder builder(Login login, OrderRequest request) {
    OrderBuilder builder = login.newOrder().domains(request.names());
    settings.profile().ifPresent(builder::profile);
    return builder;
  }

  private void checkProfile(Session session) throws AcmeException, RefusedException {
    if (settings.profile().isPresent()) {
      String profile = settings.profile().get();
      Set<String> offered = session.getMetadata().getProfiles();
      if (!offered.contains(profile)) {
        throw new RefusedException(
            "profile \""
                + profile
                + "\" (expected: "
                + (offered.isEmpty()
                    ? "none, as this directory has no profiles"
                    : "one of " + String.join(", ", offered))
                + ")");
      }
    }
  }

  private static @Nullable String replaced(Session session, @Nullable IssuedCertificate certificate)
      throws AcmeException {
    return certificate == null || session.resourceUrlOptional(Resource.RENEWAL_INFO).isEmpty()
        ? null
        : identifier(certificate);
  }

  /** RFC 9773, 4.1; null if the certificate has none. */
  private static @Nullable String identifier(IssuedCertificate certificate) {
    try {
      return AcmeUtils.getRenewalUniqueIdentifier(leaf(certificate));
    } catch (AcmeProtocolException | CertificateException _) {
      return null;
    }
  }

  /**
   * When it would like a certificate renewed; empty if it does not say, or does not know the
   * certificate.
   */
  public Optional<RenewalWindow> renewalWindow(IssuedCertificate certificate)
      throws IssuanceException, InterruptedException {
    return task(
        "renewal information",
        Deadline.after(QUESTION_LIMIT),
        (session, connection) -> {
          if (replaced(session, certificate) == null) {
            return Optional.empty();
          }
          // It is asked for without an account; acme4j wants a login all the same.
          RenewalInfo info =
              session
                  .login(settings.url().toURL(), Accounts.generate())
                  .bindRenewalInfo(leaf(certificate));
          try {
            info.fetch();
          } catch (AcmeException e) {
            if (connection.status() == 404 || connection.status() == 400) {
              return Optional.empty();
            }
            throw e;
          }
          return window(info, connection.retryAfter());
        });
  }

  private Optional<RenewalWindow> window(RenewalInfo info, @Nullable Instant retryAfter) {
    Instant start = info.getSuggestedWindowStart();
    Instant end = info.getSuggestedWindowEnd();
    if (!end.isAfter(start)) {
      log.warn(
          "{}: renewal information from {} to {} (expected: an end after the start)",
          settings.url(),
          start,
          end);
      return Optional.empty();
    }
    return Optional.of(new RenewalWindow(start, end, askAgain(retryAfter)));
  }

  private Instant askAgain(@Nullable Instant wish) {
    Instant now = clock.instant();
    if (wish == null) {
      return now.plus(ASK_AGAIN);
    }
    Instant earliest = now.plus(ASK_AGAIN_EARLIEST);
    Instant latest = now.plus(ASK_AGAIN_LATEST);
    return wish.isBefore(earliest) ? earliest : wish.isAfter(latest) ? latest : wish;
  }

  /**
   * Revokes a certificate, in the name of its own key (RFC 8555, 7.6).
   *
   * @param reason a code of RFC 5280, 5.3.1
   */
  public void revoke(StoredCertificate certificate, int reason)
      throws IssuanceException, InterruptedException {
    var _ =
        task(
            "revocation",
            Deadline.after(QUESTION_LIMIT),
            (session, _) -> {
              CertificateKey key = certificate.key();
              try {
                Certificate.revoke(
                    session,
                    KeyPem.of(key.algorithm(), key.pkcs8(), key.publicKey()),
                    leaf(certificate.certificate()),
                    RevocationReason.code(reason));
              } catch (AcmeServerException e) {
                if (!e.getType().toString().equals(ALREADY_REVOKED)) {
                  throw e;
                }
              }
              return true;
            });
  }

  private static X509Certificate leaf(IssuedCertificate certificate) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate.chain().getFirst()));
  }

  private <T> T task(String what, Deadline deadline, Work<T> work)
      throws IssuanceException, InterruptedException {
    DirectoryProvider connection = new DirectoryProvider(client, deadline, clock);
    Session session = new Session(settings.url(), connection);
    session.setLocale(Locale.ENGLISH);
    try {
      return work.run(session, connection);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // Requests leave the mark and throw something else.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw failed(what, Failure.unwrapped(e), connection);
    }
  }

  private IssuanceException failed(String what, Throwable failure, DirectoryProvider connection) {
    boolean limited =
        failure instanceof AcmeRateLimitedException
            || connection.status() == 429
            || connection.status() == 503;
    if (failure instanceof AcmeServerException refusal
        && ACCOUNT_IS_GONE.contains(refusal.getType().toString())) {
      accounts.forget();
    }
    IssuanceException translated =
        new IssuanceException(
            settings.url() + ": " + what + ": " + Failure.text(failure),
            limited ? connection.retryAfter() : null);
    translated.initCause(failure);
    return translated;
  }

  /** The address, for messages. */
  @Override
  public String toString() {
    return settings.url().toString();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
