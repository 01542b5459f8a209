package io.weir.app.logging;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.ContextBase;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What logback's rotation runs in: old files are looked for by one thread. Each rotation starts
 * such a search, and all searches of a log share one calendar, which is not made for that; two at
 * once, when a log fills two files in its first moments, delete files of today.
 */
final class RotationContext extends ContextBase {
  private static final long IDLE_SECONDS = 1;

  private final ThreadPoolExecutor cleaner;

  RotationContext(Context parent) {
    setName(parent.getName());
    setStatusManager(parent.getStatusManager());
    cleaner =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("log-cleaner").factory());
    cleaner.allowCoreThreadTimeOut(true);
  }

  @Override
  public ExecutorService getAlternateExecutorService() {
    return cleaner;
  }
}
