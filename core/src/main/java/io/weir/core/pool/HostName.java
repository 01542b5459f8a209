package io.weir.core.pool;

import io.weir.core.plugin.CallScheduler;
import io.weir.core.plugin.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * One host name of a server and the members that have it. It is asked for by one look-up at a time;
 * when that fails, the last address stays.
 */
final class HostName {
  /**
   * From one look-up to the next. The JDK does not tell a record's TTL; it keeps an answer for 30 s
   * itself, so asking more often would change nothing.
   */
  static final Duration PERIOD = Duration.ofSeconds(30);

  /** From a failed look-up to the next, as long as there is no address at all. */
  static final Duration RETRY = Duration.ofSeconds(5);

  /** By how much of itself a period gets longer at random, so that names do not march in step. */
  private static final double JITTER = 0.2;

  private static final Logger log = LoggerFactory.getLogger(HostName.class);

  private final String host;
  private final AddressLookup lookup;
  private final LookupQueue queue;
  private final Scheduler scheduler;
  private final ResolutionListener listener;
  private final FailureLog failures;

  /** One object, by which the queue knows it. */
  private final Runnable asking = this::ask;

  // Guarded by this.
  private List<PoolMember> members = List.of();
  private @Nullable InetAddress address;
  private CallScheduler.@Nullable Timer next;
  private boolean forgotten;

  /**
   * Prepares; nothing is asked before {@link #lookUp}.
   *
   * @param queue where look-ups may block
   */
  HostName(
      String server,
      String host,
      AddressLookup lookup,
      LookupQueue queue,
      Scheduler scheduler,
      ResolutionListener listener) {
    this.host = host;
    this.lookup = lookup;
    this.queue = queue;
    this.scheduler = scheduler;
    this.listener = listener;
    this.failures =
        new FailureLog(
            log,
            Level.WARN,
            "name resolution",
            List.of(new KeyValuePair("server", server), new KeyValuePair("host", host)));
  }

  /** Names the members that have it; those that have no address yet get the one that is known. */
  synchronized void setMembers(List<PoolMember> newMembers) {
    members = newMembers;
    tellMembers();
  }

  /** Asks now, and from then on again and again. */
  void lookUp() {
    queue.enter(asking);
  }

  /** Asks no more. */
  synchronized void forget() {
    forgotten = true;
    queue.giveUp(asking);
    if (next != null) {
      next.cancel();
    }
  }

  private void ask() {
    if (isForgotten()) {
      return;
    }
    try {
      answered(lookup.lookUp(host));
    } catch (UnknownHostException | RuntimeException e) {
      failed(Reason.alone(e));
    }
  }

  private synchronized boolean isForgotten() {
    return forgotten;
  }

  private synchronized void answered(List<InetAddress> addresses) {
    failures.succeeded();
    // Of several the one in use stays: servers of names tell them in another order each time.
    if (address == null || !addresses.contains(address)) {
      address = addresses.getFirst();
      tellMembers();
    }
    lookUpAfter(PERIOD);
  }

  private synchronized void failed(String reason) {
    failures.failed(reason);
    lookUpAfter(address == null ? RETRY : PERIOD);
  }

  private void tellMembers() {
    if (address != null && !forgotten) {
      for (PoolMember member : members) {
        InetSocketAddress socket = new InetSocketAddress(address, member.address().port());
        if (!socket.equals(member.resolved())) {
          listener.resolved(member, socket);
        }
      }
    }
  }

  private void lookUpAfter(Duration delay) {
    if (!forgotten) {
      double stretch = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
      next = scheduler.after((long) (delay.toNanos() * stretch), this::lookUp);
    }
  }
}
