package io.weir.core.pool;

import io.weir.api.balance.Candidates;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Selector;
import io.weir.core.plugin.Reason;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes any usable backend where the balancer's selector throws or points at none there is. Said
 * once per selector, because it may happen at every connection.
 */
final class FailsafeSelector implements Selector {
  private static final Logger log = LoggerFactory.getLogger(FailsafeSelector.class);

  private final Subject subject;
  private final Selector selector;
  private final int size;
  private final Selector otherwise = new AnyUsable();
  private final AtomicBoolean failed = new AtomicBoolean();

  FailsafeSelector(Subject subject, Selector selector, int size) {
    this.subject = subject;
    this.selector = selector;
    this.size = size;
  }

  @Override
  public int select(ConnectionInfo connection, Candidates candidates) {
    try {
      int index = selector.select(connection, candidates);
      if (index >= NONE && index < size) {
        return index;
      }
      if (isFirstFailure()) {
        report("it chose number " + index + " of " + size);
      }
    } catch (Throwable e) {
      if (isFirstFailure()) {
        report(Reason.alone(e));
      }
    }
    return otherwise.select(connection, candidates);
  }

  /** Asked before a reason is put together: that is not to be done for each connection. */
  private boolean isFirstFailure() {
    return !failed.getPlain() && failed.compareAndSet(false, true);
  }

  private void report(String reason) {
    subject
        .in(log.atError())
        .addKeyValue("reason", reason)
        .log("balancer fails to choose, any usable backend is taken");
  }
}
