package io.weir.plugin.acme.issuer;

import io.weir.api.PluginContext;
import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateIssuerFactory;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.web.ClientTls;
import io.weir.api.web.PemFile;
import io.weir.plugin.acme.directory.AcmeDirectory;
import io.weir.plugin.acme.directory.DirectorySettings;
import io.weir.plugin.acme.directory.DirectorySettings.ExternalAccount;
import io.weir.plugin.acme.store.FileStoreFactory;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Offers the issuer {@code acme}. */
public final class AcmeIssuerFactory implements CertificateIssuerFactory<AcmeConfig> {
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);

  private final FileStoreFactory files;

  /** A factory whose products keep account keys in files until weir names a store. */
  public AcmeIssuerFactory(FileStoreFactory files) {
    this.files = files;
  }

  @Override
  public String kind() {
    return "acme";
  }

  @Override
  public Class<AcmeConfig> configType() {
    return AcmeConfig.class;
  }

  @Override
  public CertificateIssuer create(AcmeConfig config, PluginContext context) throws Exception {
    List<AcmeDirectory> directories = new ArrayList<>();
    for (NextCaConfig ca : all(config)) {
      directories.add(directory(ca, config, context));
    }
    return new AcmeIssuer(
        directories, files.open(context.dataDirectory(), context), context.clock());
  }

  private static List<NextCaConfig> all(AcmeConfig config) {
    NextCaConfig first =
        new NextCaConfig(
            config.directoryUrl(), config.rootCaPath(), config.eab(), config.profile());
    return Stream.concat(Stream.of(first), config.nextCas().stream()).toList();
  }

  private static AcmeDirectory directory(
      NextCaConfig ca, AcmeConfig config, PluginContext context) {
    HttpUrl url = ca.directoryUrl();
    if (!"https".equalsIgnoreCase(url.uri().getScheme())) {
      throw new InvalidConfigException("directory_url", "https://..., as ACME demands");
    }
    ClientTls tls =
        ca.rootCaPath()
            .map(file -> ClientTls.SYSTEM.trusting(new PemFile("root_ca_path", file)))
            .orElse(ClientTls.SYSTEM);
    DirectorySettings settings =
        new DirectorySettings(
            url.uri(),
            config.email(),
            ca.eab().map(AcmeIssuerFactory::externalAccount),
            ca.profile(),
            config.orderTimeout());
    HttpClient client =
        HttpClient.newBuilder()
            .executor(context.executor())
            .sslContext(context.clientTls(tls))
            .connectTimeout(TO_CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    return new AcmeDirectory(settings, client, context);
  }

  private static ExternalAccount externalAccount(EabConfig eab) {
    if (eab.kid().isBlank() || !eab.hmac().value().matches("[A-Za-z0-9_-]+=*")) {
      throw new InvalidConfigException(
          "eab", "kid and hmac as the CA gave them out, hmac in base64url");
    }
    return new ExternalAccount(eab.kid(), eab.hmac());
  }
}
