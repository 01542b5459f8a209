package io.weir.plugin.builtin.balance;

import io.weir.api.balance.BalancerFactory;
import io.weir.plugin.builtin.BuiltinKinds;
import io.weir.plugin.builtin.NoKeys;
import io.weir.testkit.contract.BalancerContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Every balancer does what the API asks of one. */
class BalancersKeepTheContractTest {

  @Nested
  class Weight extends Contract {
    Weight() {
      super("weight", new WeightConfig(Optional.empty(), Optional.empty()));
    }
  }

  @Nested
  class WeightWithASeed extends Contract {
    WeightWithASeed() {
      super("weight", new WeightConfig(Optional.of(4711L), Optional.empty()));
    }
  }

  @Nested
  class RoundRobin extends Contract {
    RoundRobin() {
      super("roundrobin", new NoKeys());
    }
  }

  @Nested
  class LeastConn extends Contract {
    LeastConn() {
      super("leastconn", new NoKeys());
    }
  }

  @Nested
  class LeastBandwidth extends Contract {
    LeastBandwidth() {
      super("leastbandwidth", new NoKeys());
    }
  }

  @Nested
  class IpHash extends Contract {
    IpHash() {
      super("iphash", new NoKeys());
    }
  }

  @Nested
  class IpHash1 extends Contract {
    IpHash1() {
      super("iphash1", new NoKeys());
    }
  }

  @Nested
  class Maglev extends Contract {
    Maglev() {
      super("maglev", new MaglevConfig(65537));
    }
  }

  @Nested
  class TwoChoices extends Contract {
    TwoChoices() {
      super("p2c", new NoKeys());
    }
  }

  @Nested
  class LeastLatency extends Contract {
    LeastLatency() {
      super("leastlatency", new LeastLatencyConfig(Duration.ofSeconds(10), Duration.ofSeconds(1)));
    }
  }

  @Nested
  class WeightWithAMinimum extends Contract {
    WeightWithAMinimum() {
      super("weight", new WeightConfig(Optional.empty(), Optional.of(3)));
    }
  }

  @Nested
  class Sticky extends Contract {
    Sticky() {
      super("sticky", new StickyConfig(Duration.ofMinutes(30), 32, 64, 65536));
    }
  }

  @Nested
  class First extends Contract {
    First() {
      super("first", new NoKeys());
    }
  }

  private abstract static class Contract extends BalancerContract {
    private final String kind;
    private final Record config;

    Contract(String kind, Record config) {
      this.kind = kind;
      this.config = config;
    }

    @Override
    protected BalancerFactory<?> factory() {
      return BuiltinKinds.balancer(kind);
    }

    @Override
    protected Record config() {
      return config;
    }
  }
}
