package io.weir.testkit.contract;

import io.weir.api.certificate.ChallengePublisher;
import io.weir.api.certificate.StoredCertificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what weir would answer on its sockets. */
public final class RecordingPublisher implements ChallengePublisher {
  private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();
  private final Map<String, StoredCertificate> certificates = new ConcurrentHashMap<>();

  /** What is answered at each path. */
  public Map<String, byte[]> bodies() {
    return Map.copyOf(bodies);
  }

  /** What is presented for each name. */
  public Map<String, StoredCertificate> certificates() {
    return Map.copyOf(certificates);
  }

  /** Whether nothing is published. */
  public boolean isEmpty() {
    return bodies.isEmpty() && certificates.isEmpty();
  }

  @Override
  public void http(String path, byte[] body) {
    bodies.put(path, body.clone());
  }

  @Override
  public void removeHttp(String path) {
    bodies.remove(path);
  }

  @Override
  public void tlsAlpn(String name, StoredCertificate certificate) {
    certificates.put(name, certificate);
  }

  @Override
  public void removeTlsAlpn(String name) {
    certificates.remove(name);
  }
}
