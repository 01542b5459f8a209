package io.weir.core.pool;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Other parts that a pool is about to go on with, made and not yet at work. Exactly one of {@link
 * #commit} and {@link #rollback} is called, once.
 */
public final class PoolChange {
  /** How long the pool's readers may have to wait for what the new parts say. */
  private static final long PATIENCE_SECONDS = 1;

  private final String server;
  private final BackendPool pool;
  private final PoolParts before;
  private final PoolParts next;
  private final PoolRules rules;

  PoolChange(String server, BackendPool pool, PoolParts next, PoolRules rules) {
    this.server = server;
    this.pool = pool;
    this.before = pool.parts();
    this.next = next;
    this.rules = rules;
  }

  /**
   * Lets the new parts go to work and the old ones end. Members stay. May block for a second or two
   * while the new discovery answers for the first time; until it has, the old list stays.
   */
  public void commit() {
    PoolWriter writer = pool.writer();
    rules.applyTo(writer);
    if (before.balancer() != next.balancer()) {
      writer.setBalancer(next.balancer());
    }
    if (before.discovery() != next.discovery()) {
      changeDiscovery();
    }
    if (before.health() != next.health()) {
      changeHealth(writer);
    }
    await(writer.applied());
    pool.setParts(next);
    before.closeProducts(server, next);
  }

  /** Lets go of the new parts. */
  public void rollback() {
    next.closeProducts(server, before);
  }

  private void changeDiscovery() {
    // Ended first, so that there are never two look-ups at a time and the new one has the last
    // word.
    if (before.discovery() != null) {
      before.discovery().close();
    }
    if (next.discovery() != null) {
      next.discovery().start();
      await(next.discovery().answered());
    }
  }

  private void changeHealth(PoolWriter writer) {
    if (before.health() != null) {
      before.health().close();
    }
    writer.changeFollower(before.health(), next.health());
    if (next.health() == null) {
      writer.setAllLive();
    }
  }

  private static void await(CompletionStage<Void> stage) {
    stage.toCompletableFuture().completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
