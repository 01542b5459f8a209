package io.weir.core.config;

import io.weir.api.config.CommandLine;
import io.weir.api.config.Default;
import io.weir.api.config.EscapedText;
import io.weir.api.config.HostPort;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.Name;
import io.weir.api.config.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The extensions that are installed as far as these tests are concerned. */
final class TestTypes implements ExtensionTypes {

  record Static(List<String> staticList) {}

  record Exec(CommandLine execCommand) {}

  record Plaintext(HttpUrl plaintextEndpoint, Optional<String> plaintextRegexPattern) {}

  record Json(
      HttpUrl jsonEndpoint,
      @Default("host") String jsonHostPattern,
      @Default("port") String jsonPortPattern,
      @Default("weight") String jsonWeightPattern,
      @Default("priority") String jsonPriorityPattern,
      @Default("sni") String jsonSniPattern,
      @Default("max_connections") String jsonMaxConnectionsPattern) {}

  record Srv(
      HostPort srvLookupServer,
      String srvLookupPattern,
      @Default("udp") DnsProtocol srvDnsProtocol) {}

  enum DnsProtocol {
    UDP,
    TCP
  }

  record Docker(
      String dockerEndpoint,
      int dockerContainerPrivatePort,
      @Default("") String dockerContainerLabel,
      @Default("") String dockerContainerHostEnvVar,
      @Default("false") boolean dockerTlsEnabled,
      Optional<Path> dockerTlsCertPath,
      Optional<Path> dockerTlsKeyPath,
      Optional<Path> dockerTlsCacertPath) {}

  enum AddressType {
    @Name("IPv4")
    IPV4,
    @Name("IPv6")
    IPV6
  }

  record Lxd(
      String lxdServerAddress,
      @Default("local") String lxdServerRemoteName,
      Optional<Secret> lxdServerRemotePassword,
      Optional<Path> lxdConfigDirectory,
      @Default("false") boolean lxdGenerateClientCerts,
      @Default("false") boolean lxdAcceptServerCert,
      @Default("") String lxdContainerLabelKey,
      @Default("") String lxdContainerLabelValue,
      @Default("0") int lxdContainerPort,
      @Default("") String lxdContainerPortKey,
      @Default("eth0") String lxdContainerInterface,
      @Default("") String lxdContainerInterfaceKey,
      @Default("") String lxdContainerSniKey,
      @Default("IPv4") AddressType lxdContainerAddressType) {}

  record Consul(
      HostPort consulHost,
      String consulServiceName,
      Optional<String> consulServiceTag,
      @Default("false") boolean consulServicePassingOnly,
      @Name({"consul_datacenter", "consul_service_datacenter"}) Optional<String> consulDatacenter,
      Optional<String> consulAuthUsername,
      Optional<Secret> consulAuthPassword,
      Optional<Secret> consulAclToken,
      @Default("false") boolean consulTlsEnabled,
      Optional<Path> consulTlsCertPath,
      Optional<Path> consulTlsKeyPath,
      Optional<Path> consulTlsCacertPath) {}

  record Ping() {}

  enum Protocol {
    TCP,
    UDP,
    TLS
  }

  enum Strategy {
    STARTS_WITH,
    REGEXP
  }

  record Probe(
      Protocol probeProtocol,
      EscapedText probeSend,
      String probeRecv,
      @Default("starts_with") Strategy probeStrategy,
      @Default("0") int probeRecvLen) {}

  record ExecCheck(
      CommandLine execCommand,
      @Default("") String execExpectedPositiveOutput,
      @Default("") String execExpectedNegativeOutput) {}

  record Weight(Optional<Long> seed) {}

  record Acme(Optional<HttpUrl> directoryUrl, Optional<String> email) {}

  record Nothing() {}

  record Dns(Optional<String> dnsServer) {}

  record Files(Optional<Path> path) {}

  record Elsewhere(Optional<String> address) {}

  private static final Map<ExtensionKind, Map<String, Class<? extends Record>>> TYPES =
      Map.of(
          ExtensionKind.DISCOVERY,
          Map.of(
              "static", Static.class,
              "exec", Exec.class,
              "plaintext", Plaintext.class,
              "json", Json.class,
              "srv", Srv.class,
              "docker", Docker.class,
              "lxd", Lxd.class,
              "consul", Consul.class),
          ExtensionKind.HEALTH_CHECK,
          Map.of("ping", Ping.class, "probe", Probe.class, "exec", ExecCheck.class),
          ExtensionKind.BALANCER,
          Map.of(
              "weight", Weight.class,
              "leastconn", NoKeys.class,
              "roundrobin", NoKeys.class,
              "leastbandwidth", NoKeys.class,
              "iphash", NoKeys.class,
              "iphash1", NoKeys.class),
          ExtensionKind.CERTIFICATE_ISSUER,
          Map.of("acme", Acme.class),
          ExtensionKind.CHALLENGE_RESPONDER,
          Map.of("http", Nothing.class, "sni", Nothing.class, "dns", Dns.class),
          ExtensionKind.CERTIFICATE_STORE,
          Map.of("file", Files.class, "consul", Elsewhere.class));

  @Override
  public Set<String> names(ExtensionKind kind) {
    return TYPES.getOrDefault(kind, Map.of()).keySet();
  }

  @Override
  public Optional<Class<? extends Record>> configType(ExtensionKind kind, String name) {
    return Optional.ofNullable(TYPES.getOrDefault(kind, Map.of()).get(name));
  }

  static BoundConfig bind(ConfigFormat format, String text) {
    return new ConfigBinder(new TestTypes(), Set.of("tcp", "tls", "udp"), List.of())
        .bind(new ConfigReader(Map.of()).read(ConfigSource.text("test.conf", text, format)));
  }

  /** What is wrong with a text, a line each; nothing if it binds. */
  static List<String> problems(ConfigFormat format, String text) {
    try {
      bind(format, text);
      return List.of();
    } catch (ConfigException e) {
      return e.lines();
    }
  }

  static BoundConfig bind(String hocon) {
    return bind(ConfigFormat.HOCON, hocon);
  }

  /** A server that is sound, with some lines more. */
  static String server(String lines) {
    return """
    servers.web {
      bind = "127.0.0.1:80"
      discovery { kind = static, static_list = ["a:1"] }
    %s
    }
    """
        .formatted(lines);
  }
}
