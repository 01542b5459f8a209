package io.weir.testkit.contract;

import io.weir.api.PluginContext;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.BalancerFactory;
import io.weir.api.balance.Selector;
import java.util.function.Supplier;

/** A balancer as a factory, for the contract's own tests. */
record TestBalancers(Supplier<Balancer> maker) implements BalancerFactory<TestBalancers.Keys> {
  record Keys() {}

  @Override
  public String kind() {
    return "first";
  }

  @Override
  public Class<Keys> configType() {
    return Keys.class;
  }

  @Override
  public Balancer create(Keys config, PluginContext context) {
    return maker.get();
  }

  /** Takes the first that is usable, as the contract wants. */
  static final Selector FIRST =
      (_, candidates) -> {
        for (int i = 0; i < candidates.size(); i++) {
          if (candidates.isUsable(i)) {
            return i;
          }
        }
        return Selector.NONE;
      };
}
