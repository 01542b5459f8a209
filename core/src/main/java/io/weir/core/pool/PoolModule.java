package io.weir.core.pool;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import io.weir.core.stats.RateSampler;
import java.net.InetAddress;
import java.util.List;

/** Binds {@link BackendPools} and what a process has once for all pools. */
public final class PoolModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(PoolThreads.class).in(Scopes.SINGLETON);
    bind(BackendPools.class).in(Scopes.SINGLETON);
    bind(ThreadScheduler.class).in(Scopes.SINGLETON);
    bind(Scheduler.class).to(ThreadScheduler.class);
    bind(LookupThreads.class).in(Scopes.SINGLETON);
    bind(AddressLookup.class).toInstance(host -> List.of(InetAddress.getAllByName(host)));
  }

  @Provides
  @Singleton
  RateSampler rateSampler(Scheduler scheduler) {
    RateSampler sampler = new RateSampler(scheduler::nanoTime);
    sampleAgain(scheduler, sampler);
    return sampler;
  }

  private static void sampleAgain(Scheduler scheduler, RateSampler sampler) {
    scheduler.after(
        RateSampler.PERIOD.toNanos(),
        () -> {
          sampler.sample();
          sampleAgain(scheduler, sampler);
        });
  }
}
