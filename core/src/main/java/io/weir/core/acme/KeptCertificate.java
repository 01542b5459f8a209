package io.weir.core.acme;

import io.weir.api.certificate.CertificateStore;
import io.weir.core.certificate.CertificateStatus;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.certificate.NamedChain;
import io.weir.core.config.AcmeConfig;
import io.weir.core.config.WeirConfig;
import io.weir.core.plugin.ExtensionRegistries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the store has for a name that a server lists; told without any weir running.
 *
 * @param server the server
 * @param name the name
 * @param certificate its certificate; null if there is none
 * @param renewAt when it is to be renewed, unless the authority says otherwise; null if there is
 *     none
 */
public record KeptCertificate(
    String server,
    String name,
    @Nullable CertificateStatus certificate,
    @Nullable Instant renewAt) {

  /**
   * Reads them all, in the order of the configuration. May block.
   *
   * @throws AcmeStartException if the store cannot be read
   */
  public static List<KeptCertificate> all(WeirConfig config, ExtensionRegistries extensions)
      throws InterruptedException {
    List<KeptCertificate> all = new ArrayList<>();
    AcmeConfig acme = config.acme().orElse(null);
    if (acme == null) {
      return all;
    }
    CertificateStore store = AcmeParts.store(acme, extensions);
    try (StoredCertificates stored = new StoredCertificates(store, new PluginCalls())) {
      for (Map.Entry<String, String> listed : ManagedCertificates.serverByName(config).entrySet()) {
        all.add(of(listed.getValue(), listed.getKey(), stored.peek(listed.getKey())));
      }
    } catch (AttemptException e) {
      throw new AcmeStartException("store", e.reason(), e);
    }
    return all;
  }

  private static KeptCertificate of(String server, String name, @Nullable KeyedChain chain) {
    if (chain == null) {
      return new KeptCertificate(server, name, null, null);
    }
    return new KeptCertificate(
        server,
        name,
        CertificateStatus.of(new NamedChain(AcmeStatus.origin(name), chain)),
        RenewalPlan.ofKept(chain.certificate(), 0, Instant.EPOCH).renewAt());
  }
}
