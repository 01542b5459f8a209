package io.weir.core;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.weir.api.config.HostPort;
import io.weir.core.acme.ObtainedCertificates;
import io.weir.core.config.BoundConfig;
import io.weir.core.config.ConfigBinder;
import io.weir.core.config.ConfigDifference;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigSource;
import io.weir.core.config.ExtensionKind;
import io.weir.core.config.ExtensionTypes;
import io.weir.core.config.SectionException;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.plugin.PluginEnvironment;
import io.weir.core.plugin.PluginLoader;
import io.weir.core.server.PreparedServer;
import io.weir.core.server.Protocol;
import io.weir.core.server.Server;
import io.weir.core.server.ServerDefinition;
import io.weir.core.server.ServerStartException;
import io.weir.core.server.Servers;
import io.weir.core.stats.PluginMetrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

/** The one way in which servers come, change and go, over a protocol that only takes notes. */
@ExtendWith(MockitoExtension.class)
class RunningConfigTest {
  @Mock private Protocol protocol;
  @Mock private ObtainedCertificates certificates;
  private final Map<String, Server> made = new ConcurrentHashMap<>();
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  @TempDir private Path folder;
  private Servers servers;
  private RunningConfig running;

  @BeforeEach
  void start() {
    lenient().doAnswer(call -> prepared(call.getArgument(0))).when(protocol).prepare(any());
    PluginLoader loader = new PluginLoader(PluginEnvironment.of(folder, new PluginMetrics()));
    ExtensionRegistries none = loader.load(List.of(folder), Map.of(), Set.of()).sound();
    ConfigBinder knowsStatic =
        new ConfigBinder(new StaticOnly(), Set.of("tcp", "other"), List.of());
    SourceBinder binder = new SourceBinder(Map.of(), _ -> knowsStatic, none.catalog());
    BoundConfig initial = binder.bind(binder.read(hocon(server("web", 80, "")), false));
    servers = new Servers(Map.of("tcp", protocol, "other", protocol));
    lenient().when(certificates.prepare(any())).thenReturn(ObtainedCertificates.Exchange.NONE);
    running =
        new RunningConfig(
            binder,
            config -> loader.change(List.of(folder), config.replace(), Set.of(), none),
            servers,
            certificates,
            initial);
    running.start();
    events.clear();
  }

  @Test
  void aServerIsAddedAndTakenAwayAgain() {
    Server server = running.add("api", json("{\"bind\": \":81\", \"discovery\": " + STATIC + "}"));

    assertThat(servers.find("api")).contains(server);
    assertThat(running.config().servers()).containsOnlyKeys("web", "api");
    verify(certificates).follow(running.config());
    assertThat(running.remove("api")).isTrue();
    verify(server).close();
    assertThat(servers.find("api")).isEmpty();
    assertThat(running.config().servers()).containsOnlyKeys("web");
    verify(certificates).follow(running.config());
    assertThat(running.remove("api")).isFalse();
  }

  @Test
  void whatWaitsForARestartGoesOnWaitingWhenAServerIsTakenAway() {
    HostPort before = running.config().metrics().bind();
    try (ReloadPlan plan =
        running.plan(
            hocon("metrics.bind = \":2\"\n" + server("web", 80, "") + server("api", 81, "")),
            false)) {
      assertThat(running.apply(plan).restart()).containsExactly("metrics.bind");
    }

    assertThat(running.remove("api")).isTrue();

    assertThat(running.config().metrics().bind()).isEqualTo(before);
  }

  @Test
  void whatIsWrongWithAnAddedServerIsSaidOfTheRequest() {
    assertThatThrownBy(() -> running.add("api", json("{\"bind\": \":x\",\n \"weight\": 3}")))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.lines())
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("request"))
                    .anyMatch(line -> line.startsWith("request:1  servers.api.bind: \":x\""))
                    .anyMatch(line -> line.startsWith("request:2  servers.api.weight"))
                    .anyMatch(line -> line.contains("servers.api.discovery")));
    assertThat(running.config().servers()).containsOnlyKeys("web");
  }

  @Test
  void anAddressThatARunningServerHasIsWrongInTheRequest() {
    assertThatThrownBy(() ->
            running.add("api", json("{\"bind\": \"127.0.0.1:80\", \"discovery\": " + STATIC + "}")))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.lines())
                    .singleElement()
                    .asString()
                    .startsWith("request:1  servers.api.bind")
                    .contains("server \"web\" has this one"));
  }

  @Test
  void aNameThatIsTakenIsSaidSo() {
    assertThatThrownBy(() -> running.add("web", json("{}")))
        .isInstanceOf(ServerExistsException.class);
  }

  @Test
  void aPluginThatRefusesAValueIsAProblemOfTheRequest() {
    doAnswer(
            _ -> {
              throw new SectionException("api", "discovery.static_list", "a list that it likes");
            })
        .when(protocol)
        .prepare(any());

    assertThatThrownBy(
            () -> running.add("api", json("{\"bind\": \":81\", \"discovery\": " + STATIC + "}")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("request:1  servers.api.discovery.static_list")
        .hasMessageContaining("a list that it likes");
  }

  @Test
  void aReloadBringsChangesAndTakesAway() {
    running.apply(running.plan(hocon(server("web", 80, "") + server("old", 81, "")), false));
    Server web = made.get("web");
    events.clear();

    ConfigDifference difference =
        running.apply(
            running.plan(
                hocon(server("web", 80, "connect_retries = 9") + server("new", 81, "")), false));

    assertThat(difference.lines())
        .containsExactly(
            "server new: added", "server old: removed", "server web: changed: connect_retries");
    assertThat(events.subList(0, 2)).containsExactlyInAnyOrder("go on web", "prepare new");
    assertThat(events.subList(2, 4)).containsExactlyInAnyOrder("commit web", "commit new");
    assertThat(events).hasSize(4);
    assertThat(servers.find("web")).contains(web);
    assertThat(servers.all()).hasSize(2);
    verify(made.get("old")).drain();
  }

  @Test
  void untouchedServersAreNotTouched() {
    running.apply(running.plan(hocon(server("web", 80, "") + server("new", 81, "")), false));

    verify(made.get("web"), never()).prepare(any());
    verify(protocol, times(1)).prepare(argThat(definition -> definition.name().equals("web")));
  }

  @Test
  void ifOneCannotBeNothingIs() {
    doThrow(new ServerStartException("servers.bad.bind: taken", null))
        .when(protocol)
        .prepare(argThat(definition -> definition.name().equals("bad")));
    ReloadPlan plan =
        running.plan(
            hocon(
                server("web", 80, "connect_retries = 9")
                    + server("good", 81, "")
                    + server("bad", 82, "")),
            false);

    assertThatThrownBy(() -> running.apply(plan))
        .isInstanceOf(StartException.class)
        .hasMessage("servers.bad.bind: taken");

    assertThat(events.subList(0, 2)).containsExactlyInAnyOrder("go on web", "prepare good");
    assertThat(events.subList(2, events.size()))
        .containsExactlyInAnyOrder("roll back good", "roll back web");
    assertThat(running.config().servers()).containsOnlyKeys("web");
    assertThat(running.config().servers().get("web").connectRetries()).isEqualTo(2);
    assertThat(servers.all()).hasSize(1);
  }

  /** A silent discovery is waited for; many of them no longer than one. */
  @Test
  void serversArePreparedAtTheSameTime() {
    CyclicBarrier together = new CyclicBarrier(3);
    doAnswer(
            call -> {
              together.await(10, SECONDS);
              return prepared(call.getArgument(0));
            })
        .when(protocol)
        .prepare(any());

    running.apply(
        running.plan(
            hocon(
                server("web", 80, "")
                    + server("a", 81, "")
                    + server("b", 82, "")
                    + server("c", 83, "")),
            false));

    assertThat(servers.all()).hasSize(4);
  }

  @Test
  void whatKeepsEachOfSeveralServersFromStartingIsReportedTogether() {
    doAnswer(
            call -> {
              throw new ServerStartException(call.getArgument(0), "bind", "taken", null);
            })
        .when(protocol)
        .prepare(any());
    ReloadPlan plan =
        running.plan(
            hocon(server("web", 80, "") + server("a", 81, "") + server("b", 82, "")), false);

    assertThatThrownBy(() -> running.apply(plan))
        .isInstanceOfSatisfying(
            StartException.class,
            e ->
                assertThat(e.lines())
                    .containsExactly(
                        "weir.conf:7  servers.a.bind: taken",
                        "weir.conf:12  servers.b.bind: taken"));
  }

  @Test
  void aServerWithAnotherProtocolTakesThePlaceOfTheOldOne() {
    Server before = made.get("web");

    running.apply(running.plan(hocon(server("web", 80, "protocol = other")), false));

    assertThat(servers.find("web")).contains(made.get("web")).isNotEqualTo(Optional.of(before));
    verify(before, never()).prepare(any());
    verify(before).drain();
  }

  @Test
  void aPlanIsAppliedToWhatRunsThen() {
    ReloadPlan plan = running.plan(hocon(server("web", 80, "")), false);
    running.add("api", json("{\"bind\": \":81\", \"discovery\": " + STATIC + "}"));

    assertThat(running.apply(plan).removed()).containsExactly("api");
    assertThat(servers.find("api")).isEmpty();
  }

  @Test
  void aStopThatHasBegunLetsNothingChange() {
    ReloadPlan plan = running.plan(hocon(""), false);
    running.freeze();

    assertThat(running.mayChange()).isFalse();
    assertThatThrownBy(() -> running.apply(plan)).isInstanceOf(StoppingException.class);
    assertThatThrownBy(() -> running.add("x", json("{}"))).isInstanceOf(StoppingException.class);
    assertThatThrownBy(() -> running.remove("web")).isInstanceOf(StoppingException.class);
    assertThat(servers.all()).hasSize(1);
  }

  private static final String STATIC = "{\"kind\": \"static\", \"static_list\": [\"a:1\"]}";

  private PreparedServer prepared(ServerDefinition definition) {
    Server server = mock(Server.class);
    lenient().when(server.definition()).thenReturn(definition);
    lenient().when(server.drain()).thenReturn(new CompletableFuture<>());
    lenient()
        .doAnswer(call -> {
          events.add("go on " + definition.name());
          return noting(server, definition.name());
        })
        .when(server)
        .prepare(any());
    events.add("prepare " + definition.name());
    made.put(definition.name(), server);
    return noting(server, definition.name());
  }

  private PreparedServer noting(Server server, String name) {
    return new PreparedServer() {
      @Override
      public Server commit() {
        events.add("commit " + name);
        return server;
      }

      @Override
      public void rollback() {
        events.add("roll back " + name);
      }
    };
  }

  private static ConfigSource hocon(String text) {
    return ConfigSource.text("weir.conf", text, ConfigFormat.HOCON);
  }

  private static ConfigSource json(String text) {
    return ConfigSource.text("request", text, ConfigFormat.JSON);
  }

  private static String server(String name, int port, String lines) {
    return "servers.%s {\n bind = \"127.0.0.1:%d\"\n discovery = %s\n%s\n}\n"
        .formatted(name, port, STATIC, lines);
  }

  /** One discovery and one balancer. */
  private static final class StaticOnly implements ExtensionTypes {
    record Static(List<String> staticList) {}

    record NoKeys() {}

    @Override
    public Set<String> names(ExtensionKind kind) {
      return switch (kind) {
        case DISCOVERY -> Set.of("static");
        case BALANCER -> Set.of("weight");
        default -> Set.of();
      };
    }

    @Override
    public Optional<Class<? extends Record>> configType(ExtensionKind kind, String name) {
      return switch (kind) {
        case DISCOVERY -> Optional.of(Static.class);
        case BALANCER -> Optional.of(NoKeys.class);
        default -> Optional.empty();
      };
    }
  }
}
