package io.weir.plugin.acme.dns;

import io.weir.api.PluginContext;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.config.HostPort;
import io.weir.api.config.InvalidConfigException;
import java.util.Base64;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

/** Makes responders for dns-01. */
public final class DnsResponders {
  private DnsResponders() {}

  /** One as configured. */
  public static ChallengeResponder create(DnsResponderConfig keys, PluginContext context) {
    DnsConfig config = keys.dns();
    DnsClient client = new DnsClient(context.executor());
    List<HostPort> servers =
        config.checkServers().isEmpty() ? config.server().stream().toList() : config.checkServers();
    return new DnsResponder(
        records(config, client, context), new Visibility(client, servers, config.timeout()));
  }

  private static TxtRecords records(DnsConfig config, DnsClient client, PluginContext context) {
    return config
        .server()
        .<TxtRecords>map(server ->
            new UpdatedRecords(
                client, server, config, config.tsig().map(DnsResponders::key).orElse(null)))
        .orElseGet(() ->
            new ProgramRecords(
                config.exec().orElseThrow().words(), config.timeout(), context.executor()));
  }

  private static TSIG key(TsigConfig config) {
    Name algorithm =
        switch (config.algorithm()) {
          case HMAC_SHA1 -> TSIG.HMAC_SHA1;
          case HMAC_SHA256 -> TSIG.HMAC_SHA256;
          case HMAC_SHA384 -> TSIG.HMAC_SHA384;
          case HMAC_SHA512 -> TSIG.HMAC_SHA512;
        };
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(config.secret().value().strip());
    } catch (IllegalArgumentException _) {
      throw new InvalidConfigException("dns", "a tsig.secret in base64");
    }
    return new TSIG(algorithm, name(config.name()), secret);
  }

  /** A name from the root. */
  static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new InvalidConfigException("dns", "DNS names, not \"" + text + "\"");
    }
  }
}
