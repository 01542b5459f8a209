package com.example.ownca;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateIssuerFactory;
import java.util.List;

/** The door through which weir finds the issuer. */
public final class OwnCaPlugin implements WeirPlugin {

  @Override
  public List<CertificateIssuerFactory<?>> certificateIssuers() {
    return List.of(new Factory());
  }

  private static final class Factory implements CertificateIssuerFactory<OwnCaConfig> {
    @Override
    public String kind() {
      return "own-ca";
    }

    @Override
    public Class<OwnCaConfig> configType() {
      return OwnCaConfig.class;
    }

    @Override
    public CertificateIssuer create(OwnCaConfig config, PluginContext context) {
      return new OwnCaIssuer(
          Authority.read(config.caCertPath(), config.caKeyPath()),
          config.lifetime(),
          context.clock());
    }
  }
}
