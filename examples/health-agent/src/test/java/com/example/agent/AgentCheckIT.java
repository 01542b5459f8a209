package com.example.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import io.weir.api.config.EscapedText;
import io.weir.api.health.HealthCheckFactory;
import io.weir.api.health.HealthResult.Status;
import io.weir.api.health.HealthTarget;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.contract.HealthCheckContract;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the API asks of every health check, and the words that agents say. */
@Timeout(60)
class AgentCheckIT extends HealthCheckContract {
  private static final String QUESTION = "state\n";

  private final List<TestBackend> agents = new ArrayList<>();

  @AfterEach
  void stop() {
    agents.forEach(TestBackend::close);
  }

  @Override
  protected HealthCheckFactory<?> factory() {
    return new AgentPlugin().healthChecks().getFirst();
  }

  @Override
  protected Record config() {
    return new AgentConfig(EscapedText.parse("state\\n"));
  }

  @Override
  protected HealthTarget healthy() {
    return agentSaying("up 100%\n");
  }

  @Override
  protected HealthTarget unhealthy() {
    return agentSaying("maint # new disk\r\n");
  }

  @Override
  protected Optional<HealthTarget> hanging() {
    return Optional.of(agent(Behaviour.blackhole()));
  }

  private HealthTarget agentSaying(String line) {
    return agent(socket -> {
      socket.getInputStream().readNBytes(QUESTION.length());
      socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
    });
  }

  private HealthTarget agent(Behaviour behaviour) {
    TestBackend agent = TestBackend.of(behaviour);
    agents.add(agent);
    InetAddress here = InetAddress.getLoopbackAddress();
    return HealthTarget.of(
        Backend.of(here.getHostAddress(), agent.port()),
        new InetSocketAddress(here, agent.port()),
        Duration.ofSeconds(2));
  }

  @Test
  void wordsMeanWhatTheyMeanToHaproxy() throws Exception {
    assertThat(statusOf("ready\n")).isEqualTo(Status.HEALTHY);
    assertThat(statusOf("75%\n")).isEqualTo(Status.HEALTHY);
    assertThat(statusOf("0%\n")).isEqualTo(Status.UNHEALTHY);
    assertThat(statusOf("fail # disk\n")).isEqualTo(Status.UNHEALTHY);
    assertThat(statusOf("up,drain\n")).isEqualTo(Status.UNHEALTHY);
    assertThat(statusOf("DOWN\n")).isEqualTo(Status.UNHEALTHY);
    assertThat(statusOf("good morning\n")).isEqualTo(Status.INCONCLUSIVE);
  }

  @Test
  void aLineThatDoesNotEndIsNone() throws Exception {
    assertThat(statusOf("up")).isEqualTo(Status.UNHEALTHY);
    assertThat(statusOf("")).isEqualTo(Status.UNHEALTHY);
  }

  private Status statusOf(String answer) throws Exception {
    return create().check(agentSaying(answer)).status();
  }
}
