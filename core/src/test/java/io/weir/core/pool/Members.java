package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.core.stats.RateSampler;
import java.util.List;
import java.util.stream.IntStream;

/** Members outside of any pool. */
final class Members {
  private Members() {}

  static MemberFactory factory(boolean live) {
    return new MemberFactory(live, new RateSampler(System::nanoTime));
  }

  private static PoolMember create(boolean live, String address) {
    return factory(live).create(backend(address), false, Conduct.Judge.NONE);
  }

  static PoolMember live(String address) {
    return create(true, address);
  }

  static PoolMember down(String address) {
    return create(false, address);
  }

  static List<PoolMember> live(int count) {
    return IntStream.range(0, count).mapToObj(i -> live(address(i))).toList();
  }

  static Backend backend(String address) {
    HostPort hostPort = HostPort.parse(address);
    return Backend.of(hostPort.host(), hostPort.port());
  }

  static List<Backend> backends(String... addresses) {
    return List.of(addresses).stream().map(Members::backend).toList();
  }

  static String address(int number) {
    return "10." + number / 65536 + "." + number / 256 % 256 + "." + number % 256 + ":80";
  }
}
