package io.weir.core.acme;

import io.weir.core.certificate.CertificateSource;
import io.weir.core.config.AcmeConfig;
import io.weir.core.config.SectionException;
import io.weir.core.config.WeirConfig;
import java.util.List;

/** For a weir that has no section {@code acme}: none are obtained. */
public final class NoCertificates implements ObtainedCertificates {

  /** There is nothing to prepare. */
  public NoCertificates() {}

  @Override
  public String name() {
    return "acme";
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public CertificateSource forServer(String server, List<String> names) {
    throw new SectionException(
        server, "tls.acme_hosts", "nothing until weir was started with a section `acme`");
  }

  @Override
  public AcmeConfig.Fallback fallback() {
    return AcmeConfig.Fallback.REFUSE;
  }

  @Override
  public Exchange prepare(WeirConfig next) {
    return Exchange.NONE;
  }

  @Override
  public void follow(WeirConfig config) {}

  @Override
  public List<AcmeStatus> all() {
    return List.of();
  }

  @Override
  public boolean renew(String name) {
    return false;
  }

  @Override
  public boolean revoke(String name, int reason) {
    return false;
  }
}
