package io.weir.core.pool;

import com.google.inject.Inject;
import io.weir.core.lifecycle.Service;

/** The threads that all pools of a process share. */
public final class PoolThreads implements Service {
  private final ThreadScheduler scheduler;
  private final LookupThreads lookups;

  @Inject
  PoolThreads(ThreadScheduler scheduler, LookupThreads lookups) {
    this.scheduler = scheduler;
    this.lookups = lookups;
  }

  @Override
  public String name() {
    return "pool threads";
  }

  /** They start with their first task. */
  @Override
  public void start() {}

  @Override
  public void stop() {
    scheduler.close();
    lookups.close();
  }
}
