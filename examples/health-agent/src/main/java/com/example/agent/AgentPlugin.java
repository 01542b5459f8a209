package com.example.agent;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthCheckFactory;
import java.util.List;

/** The door through which weir finds the check. */
public final class AgentPlugin implements WeirPlugin {

  @Override
  public List<HealthCheckFactory<?>> healthChecks() {
    return List.of(new Factory());
  }

  private static final class Factory implements HealthCheckFactory<AgentConfig> {
    @Override
    public String kind() {
      return "agent";
    }

    @Override
    public Class<AgentConfig> configType() {
      return AgentConfig.class;
    }

    @Override
    public HealthCheck create(AgentConfig config, PluginContext context) {
      return new AgentCheck(config.agentSend().toBytes());
    }
  }
}
