package com.example.nearby;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.BalancerFactory;
import java.util.List;

/** The door through which weir finds the balancer. */
public final class NearbyPlugin implements WeirPlugin {

  @Override
  public List<BalancerFactory<?>> balancers() {
    return List.of(new Factory());
  }

  private static final class Factory implements BalancerFactory<NearbyConfig> {
    @Override
    public String kind() {
      return "nearby";
    }

    @Override
    public Class<NearbyConfig> configType() {
      return NearbyConfig.class;
    }

    @Override
    public Balancer create(NearbyConfig config, PluginContext context) {
      return backends -> NearbySelector.over(backends, config);
    }
  }
}
