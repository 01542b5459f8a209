package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.core.config.SniConfig;
import io.weir.core.stats.RateSampler;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The backends of one server: who they are, which of them work, and which one takes a connection.
 * Discovery, health checks, name resolution and operators hand in what they find out; one writer
 * applies it and publishes a {@link PoolSnapshot}; connections only ever read the newest one.
 */
public final class BackendPool implements BackendSource, AutoCloseable {
  private final String server;
  private final PoolWriter writer;
  private final PoolFailures failures;
  private final List<PoolFeed> lasting;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** What keeps it going now. */
  private volatile PoolParts parts;

  /**
   * Puts a pool together.
   *
   * @param server whose it is
   * @param parts what keeps it going at first
   * @param failures counts what failed
   * @param lasting what hands changes to the writer whatever the configuration
   */
  BackendPool(
      String server,
      PoolWriter writer,
      PoolParts parts,
      PoolFailures failures,
      List<PoolFeed> lasting) {
    this.server = server;
    this.writer = writer;
    this.parts = parts;
    this.failures = failures;
    this.lasting = List.copyOf(lasting);
  }

  /** For tests of what happens between a writer and its readers. */
  BackendPool(FailsafeBalancer balancer, PoolWriter writer, List<PoolFeed> lasting) {
    this("", writer, PoolParts.of(balancer), new PoolFailures(), lasting);
  }

  /**
   * A pool of backends that are settled, without discovery and checks: for embedding weir, and for
   * tests. Host names are not resolved, so backends are to be given by address.
   *
   * @param server its name, for the log
   * @param backends whom it holds from the beginning
   */
  public static BackendPool fixed(String server, Balancer balancer, List<Backend> backends) {
    return fixed(server, balancer, backends, null);
  }

  /**
   * The same with backends for server names.
   *
   * @param routing how names lead to backends; null if they do not matter
   */
  public static BackendPool fixed(
      String server, Balancer balancer, List<Backend> backends, @Nullable SniConfig routing) {
    FailsafeBalancer guarded =
        new FailsafeBalancer(Subject.of(server), balancer, FailsafeBalancer.PATIENCE);
    PoolWriter writer =
        new PoolWriter(
            server,
            guarded,
            new MemberFactory(true, new RateSampler(System::nanoTime)),
            PoolClock.SYSTEM,
            Runnable::run);
    writer.setRouting(routing);
    writer.setBackends(List.copyOf(backends));
    return new BackendPool(guarded, writer, List.of());
  }

  @Override
  public Election begin() {
    return new MemberElection(this, false);
  }

  @Override
  public Election beginByName() {
    return new MemberElection(this, true);
  }

  @Override
  public void whenDown(Consumer<Set<PoolMember>> listener) {
    writer.whenDown(listener);
  }

  /** The newest state. */
  public PoolSnapshot snapshot() {
    return writer.snapshot();
  }

  /** All members, draining ones too, in the order of their {@code host:port}. */
  public List<PoolMember> members() {
    return snapshot().members();
  }

  /** How often discovery and checks have failed. */
  public PoolFailures failures() {
    return failures;
  }

  /**
   * Completed once a first list of backends has been applied, also if it was empty; completed
   * exceptionally if the pool is closed before.
   */
  public CompletionStage<Void> discovered() {
    return writer.discovered();
  }

  /**
   * Puts a member to work or into maintenance: it takes no new connections then and is not checked;
   * the connections it has go on. It stays so until it has left the pool.
   */
  public void setEnabled(PoolMember member, boolean enabled) {
    writer.setEnabled(member, enabled);
  }

  /**
   * Has a member take no new connections, or take them again; its checks and the connections it has
   * go on. It stays so until it has left the pool.
   */
  public void setDrain(PoolMember member, boolean drain) {
    writer.setDrain(member, drain);
  }

  /**
   * Sets a member's weight in place of the one that its discovery says. It stays so until it has
   * left the pool.
   *
   * @param weight as in {@link io.weir.api.Backend#weight}; empty for the discovered one again
   */
  public void setWeight(PoolMember member, OptionalInt weight) {
    writer.setWeight(member, weight);
  }

  /** Completed once everything that was set before can be seen, or the pool has closed. */
  public CompletionStage<Void> applied() {
    return writer.applied();
  }

  /**
   * Ends discovery, checks and name resolution, then closes what plugins made. Nothing is elected
   * any more; places that connections hold may still be given back. Returns when everything has
   * ended or was given up. Further calls do nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      parts.stopFeeds();
      lasting.forEach(PoolFeed::close);
      writer.close();
      parts.closeProducts(server, null);
    }
  }

  /** The time by which members change their state. */
  long nanoTime() {
    return writer.nanoTime();
  }

  PoolParts parts() {
    return parts;
  }

  PoolWriter writer() {
    return writer;
  }

  /** Notes what keeps it going from now on. */
  void setParts(PoolParts next) {
    parts = next;
  }

  /** The last connection of a member that is draining has ended. */
  void drained() {
    writer.wake();
  }
}
