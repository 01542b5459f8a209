/**
 * Obtaining and keeping certificates. Three kinds work together, each chosen by a key of the
 * section {@code acme}: the issuer ({@link io.weir.api.certificate.CertificateIssuer}) has an
 * authority certify a key that weir has made, the responder ({@link
 * io.weir.api.certificate.ChallengeResponder}) makes visible what proves control over a name, and
 * the store ({@link io.weir.api.certificate.CertificateStore}) keeps what was issued. Of each there
 * is one product in the process, made at the start and closed at the end; a reload does not make
 * another one. Keys and chains cross as PKCS#8 and DER, so no library class leaves its plugin.
 *
 * <p>An issuer that has a program sign:
 *
 * {@snippet file="io/weir/api/snippets/ProgramIssuer.java" region="issuer"}
 *
 * <p>A responder that leaves answers where a web server shows them:
 *
 * {@snippet file="io/weir/api/snippets/FolderResponder.java" region="responder"}
 *
 * <p>A store that keeps nothing over restarts, but all else that is asked of one:
 *
 * {@snippet file="io/weir/api/snippets/MemoryStore.java" region="store"}
 *
 * <p>For a name that is due weir loads what the store has, takes the store's lock on the name,
 * loads again, has the issuer {@code issue} or {@code renew}, saves, and frees the lock. Jobs of
 * several names run at the same time, so all three kinds are called on several threads at once. The
 * issuer calls {@link io.weir.api.certificate.Challenges} and the store that it was lent on its own
 * thread, which is thus the responder's and the store's, too, and has the issuer's deadline.
 *
 * <p>Deadlines: 10 s for each call of a store but {@code lock}, which may wait 10 min; 10 min for
 * {@code issue} and {@code renew} with all that happens in them; 30 s for {@code renewalWindow} and
 * {@code revoke}; 10 s for {@code useStore}. At the deadline, and when weir ends or no server lists
 * the name any more, the thread is interrupted, and what is still returned is not used. While 16
 * calls have not come back although their time was over, no further one is made. What is thrown
 * makes the attempt fail: the next one comes after 1 min, 5 min, 25 min, 2 h, then every 6 h, and a
 * fifth more at most; {@link io.weir.api.certificate.IssuanceException} can ask for later.
 */
@NullMarked
package io.weir.api.certificate;

import org.jspecify.annotations.NullMarked;
