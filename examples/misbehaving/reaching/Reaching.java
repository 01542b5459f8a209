package misbehaving;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.BalancerFactory;
import io.weir.core.Weir;
import java.util.List;

/** A balancer that reaches for weir's own classes, which plugins do not see. */
public final class Reaching implements WeirPlugin, BalancerFactory<Reaching.Keys> {

  /** It has no keys. */
  public record Keys() {}

  @Override
  public List<BalancerFactory<?>> balancers() {
    return List.of(this);
  }

  @Override
  public String kind() {
    return "reaching";
  }

  @Override
  public Class<Keys> configType() {
    return Keys.class;
  }

  @Override
  public Balancer create(Keys keys, PluginContext context) {
    return backends -> {
      int last = backends.size() - (Weir.class.isInterface() ? 2 : 1);
      return (connection, candidates) -> last;
    };
  }
}
