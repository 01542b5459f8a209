package io.weir.plugin.acme;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.certificate.CertificateIssuerFactory;
import io.weir.api.certificate.CertificateStoreFactory;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.ChallengeResponderFactory;
import io.weir.plugin.acme.challenge.HttpResponder;
import io.weir.plugin.acme.challenge.NoKeys;
import io.weir.plugin.acme.challenge.TlsAlpnResponder;
import io.weir.plugin.acme.dns.DnsResponderConfig;
import io.weir.plugin.acme.dns.DnsResponders;
import io.weir.plugin.acme.issuer.AcmeIssuerFactory;
import io.weir.plugin.acme.store.FileStoreFactory;
import java.util.List;

/** Offers the issuer {@code acme}, responders for all types of challenge, and a store. */
public final class AcmePlugin implements WeirPlugin {
  private final FileStoreFactory files = new FileStoreFactory();

  @Override
  public List<CertificateIssuerFactory<?>> certificateIssuers() {
    return List.of(new AcmeIssuerFactory(files));
  }

  @Override
  public List<ChallengeResponderFactory<?>> challengeResponders() {
    return List.of(
        new Responder<>("http", NoKeys.class, (_, _) -> new HttpResponder()),
        new Responder<>("sni", NoKeys.class, (_, context) -> new TlsAlpnResponder(context.clock())),
        new Responder<>("dns", DnsResponderConfig.class, DnsResponders::create));
  }

  @Override
  public List<CertificateStoreFactory<?>> certificateStores() {
    return List.of(files);
  }

  private interface Making<C extends Record> {
    ChallengeResponder make(C config, PluginContext context) throws Exception;
  }

  private record Responder<C extends Record>(String kind, Class<C> configType, Making<C> making)
      implements ChallengeResponderFactory<C> {
    @Override
    public ChallengeResponder create(C config, PluginContext context) throws Exception {
      return making.make(config, context);
    }
  }
}
