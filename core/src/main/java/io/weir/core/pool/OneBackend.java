package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Outcome;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The only backend that there is, which is in no pool: nobody counts or checks it. */
public final class OneBackend implements BackendSource {
  private final PoolMember member;

  /** At an address. */
  public OneBackend(InetSocketAddress address) {
    this.member =
        PoolMember.detached(
            Backend.of(address.getAddress().getHostAddress(), address.getPort()), address);
  }

  @Override
  public Election begin() {
    return new Only();
  }

  @Override
  public Election beginByName() {
    return begin();
  }

  /** It can be chosen once. */
  private final class Only implements Election {
    private boolean chosen;

    @Override
    public @Nullable PoolMember elect(ConnectionInfo connection) {
      PoolMember next = chosen ? null : member;
      chosen = true;
      return next;
    }

    @Override
    public void beginAnew() {
      chosen = false;
    }

    @Override
    public void report(PoolMember reported, Outcome outcome, long nanos) {}

    @Override
    public void release(PoolMember released) {}
  }
}
