package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every branch of a plan: what is added, removed, changed, untouched, live, for a restart. */
class ConfigDifferenceTest {
  private static final String WEB = server("web", 80, "");

  @Test
  void theSameSaysNothing() {
    ConfigDifference difference = between(WEB, WEB);

    assertThat(difference.isNone()).isTrue();
    assertThat(difference.lines()).containsExactly("server web: untouched");
  }

  @Test
  void serversComeAndGo() {
    ConfigDifference difference = between(WEB + server("old", 81, ""), WEB + server("new", 82, ""));

    assertThat(difference.added()).containsExactly("new");
    assertThat(difference.removed()).containsExactly("old");
    assertThat(difference.untouched()).containsExactly("web");
  }

  @Test
  void aRenamedServerIsAnotherOne() {
    ConfigDifference difference = between(WEB, server("site", 80, ""));

    assertThat(difference.lines()).containsExactly("server site: added", "server web: removed");
  }

  @Test
  void changedKeysAreNamedAsTheyAreWritten() {
    ConfigDifference difference =
        between(
            WEB,
            server(
                "web",
                81,
                """
                max_connections = 5
                balance = iphash
                discovery.static_list = ["a:1", "b:2"]
                healthcheck { kind = ping, interval = 2s }
                """));

    assertThat(difference.changed())
        .containsOnlyKeys("web")
        .extractingByKey("web")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .contains(
            "bind",
            "max_connections",
            "balance",
            "discovery.static_list",
            "healthcheck.kind",
            "healthcheck.interval");
    assertThat(difference.untouched()).isEmpty();
  }

  @Test
  void writtenOtherwiseIsNotChanged() {
    assertThat(
            between(
                    server("web", 80, "client_idle_timeout = 60s, protocol = tcp"),
                    server("web", 80, "client_idle_timeout = 1m"))
                .isNone())
        .isTrue();
  }

  @Test
  void aDefaultThatServersUseChangesThem() {
    ConfigDifference difference =
        between(
            WEB + server("own", 81, "max_connections = 3"),
            "defaults.max_connections = 9\n" + WEB + server("own", 81, "max_connections = 3"));

    assertThat(difference.lines())
        .containsExactly(
            "server web: changed: max_connections",
            "server own: untouched",
            "defaults.max_connections: changed");
  }

  @Test
  void keysThatNeedARestartAreSaidToAndStayAsTheyAre() {
    BoundConfig running = TestTypes.bind(WEB);
    BoundConfig next =
        TestTypes.bind(
            """
            api { enabled = true, bind = ":1", basic_auth { login = a, password = secret } }
            metrics.bind = ":2"
            logging.level = debug
            shutdown_timeout = 3s
            """
                + WEB);
    ConfigDifference difference =
        ConfigDifference.between(running.config(), next.config(), List.of());

    assertThat(difference.live()).containsExactly("logging.level", "shutdown_timeout");
    assertThat(difference.restart())
        .containsExactly(
            "api.basic_auth.login",
            "api.basic_auth.password",
            "api.bind",
            "api.enabled",
            "metrics.bind");
    assertThat(difference.lines()).noneMatch(line -> line.contains("secret"));
    WeirConfig result = next.inPlaceOf(running).config();
    assertThat(result.api()).isEqualTo(running.config().api());
    assertThat(result.metrics()).isEqualTo(running.config().metrics());
    assertThat(result.logging()).isEqualTo(next.config().logging());
    assertThat(result.shutdownTimeout()).isEqualTo(next.config().shutdownTimeout());
  }

  @Test
  void whatIsAnotherPluginsNowIsAChangeOfTheServersThatUseIt() {
    WeirConfig running = TestTypes.bind(WEB).config();
    ServerConfig before = running.servers().get("web");
    ServerConfig after =
        new ServerConfig(
            before.bind(),
            before.protocol(),
            before.balancer(),
            before.maxConnections(),
            before.clientIdleTimeout(),
            before.backendIdleTimeout(),
            before.backendConnectionTimeout(),
            before.connectRetries(),
            before.transport(),
            before.sni(),
            before.tls(),
            before.backendsTls(),
            before.udp(),
            before.access(),
            before.proxyProtocol(),
            before.accessLog(),
            before.backends(),
            before.healthcheck(),
            new ExtensionSection<>(
                before.discovery().kind(), before.discovery().settings(), sameKeys(before)));
    WeirConfig next =
        new WeirConfig(
            running.logging(),
            running.accessLog(),
            running.profiler(),
            running.api(),
            running.metrics(),
            running.dataPath(),
            running.defaults(),
            running.acme(),
            running.plugins(),
            running.shutdownTimeout(),
            Map.of("web", after));

    ConfigDifference difference =
        ConfigDifference.between(running, next, List.of("mine: changed, 1.0 to 1.1 (mine.jar)"));

    assertThat(difference.lines())
        .containsExactly(
            "plugin mine: changed, 1.0 to 1.1 (mine.jar)",
            "server web: changed: discovery (its plugin)");
  }

  /** What another plugin would bind of the same text. */
  private static Record sameKeys(ServerConfig server) {
    record Keys(List<String> staticList) {}
    return new Keys(((TestTypes.Static) server.discovery().own()).staticList());
  }

  private static ConfigDifference between(String running, String next) {
    return ConfigDifference.between(
        TestTypes.bind(running).config(), TestTypes.bind(next).config(), List.of());
  }

  private static String server(String name, int port, String lines) {
    return """
    servers.%s {
      bind = "127.0.0.1:%d"
      discovery { kind = static, static_list = ["a:1"] }
    %s
    }
    """
        .formatted(name, port, lines);
  }
}
