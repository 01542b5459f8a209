package misbehaving;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.BalancerFactory;
import java.util.List;

/** A balancer that throws whenever it is to choose. */
public final class Throwing implements WeirPlugin, BalancerFactory<Throwing.Keys> {

  /** It has no keys. */
  public record Keys() {}

  @Override
  public List<BalancerFactory<?>> balancers() {
    return List.of(this);
  }

  @Override
  public String kind() {
    return "throwing";
  }

  @Override
  public Class<Keys> configType() {
    return Keys.class;
  }

  @Override
  public Balancer create(Keys keys, PluginContext context) {
    return backends -> (connection, candidates) -> {
      throw new IllegalStateException("no table for " + candidates.size() + " backends");
    };
  }
}
