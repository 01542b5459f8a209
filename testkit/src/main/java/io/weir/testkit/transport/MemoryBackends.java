package io.weir.testkit.transport;

import io.weir.api.Backend;
import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Outcome;
import io.weir.core.pool.BackendSource;
import io.weir.core.pool.Election;
import io.weir.core.pool.PoolMember;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Backends for a {@link MemoryTransport}: each election hands them out in order. */
public final class MemoryBackends implements BackendSource {
  private final List<PoolMember> members = new ArrayList<>();
  private final List<PoolMember> held = Collections.synchronizedList(new ArrayList<>());
  private final List<String> reports = Collections.synchronizedList(new ArrayList<>());
  private final List<Election.Waiter> waiting = new ArrayList<>();
  private final List<Consumer<Set<PoolMember>>> downListeners = new ArrayList<>();
  private boolean namesKnown = true;

  /** As many backends as ports, at 127.0.0.1. */
  public static MemoryBackends at(int... ports) {
    MemoryBackends backends = new MemoryBackends();
    for (int port : ports) {
      backends.members.add(
          PoolMember.detached(
              Backend.of("127.0.0.1", port),
              new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }
    return backends;
  }

  @Override
  public Election begin() {
    return election(false);
  }

  @Override
  public Election beginByName() {
    return election(true);
  }

  @Override
  public void whenDown(Consumer<Set<PoolMember>> listener) {
    downListeners.add(listener);
  }

  /** Has the open connections of a backend closed, as its checks fail. */
  public void goesDown(PoolMember member) {
    downListeners.forEach(listener -> listener.accept(Set.of(member)));
  }

  /** From now on whoever asks by a name waits for {@link #learnNames}. */
  public void forgetNames() {
    namesKnown = false;
  }

  /** Lets those go on who wait, and others not wait any more. */
  public void learnNames() {
    namesKnown = true;
    List.copyOf(waiting).forEach(Election.Waiter::prepared);
    waiting.clear();
  }

  /** How many wait. */
  public int waiting() {
    return waiting.size();
  }

  private Election election(boolean byName) {
    return new Election() {
      private Iterator<PoolMember> left = members.iterator();

      @Override
      public boolean prepare(ConnectionInfo connection, Waiter waiter) {
        if (byName && !namesKnown) {
          waiting.add(waiter);
          return false;
        }
        return true;
      }

      @Override
      public void stopWaiting(ConnectionInfo connection, Waiter waiter) {
        waiting.remove(waiter);
      }

      @Override
      public @Nullable PoolMember elect(ConnectionInfo connection) {
        if (!left.hasNext()) {
          return null;
        }
        PoolMember member = left.next();
        held.add(member);
        return member;
      }

      @Override
      public void beginAnew() {
        left = members.iterator();
      }

      @Override
      public void report(PoolMember member, Outcome outcome, long nanos) {
        reports.add(outcome + " " + member);
      }

      @Override
      public void release(PoolMember member) {
        if (!held.remove(member)) {
          throw new IllegalStateException(member + " is released although it is not held");
        }
      }
    };
  }

  /** A backend, in the order they were given. */
  public PoolMember member(int index) {
    return members.get(index);
  }

  /** Places that connections hold now. */
  public int held() {
    return held.size();
  }

  /** What the balancer would have been told, e.g. {@code "CONNECTED 127.0.0.1:1001"}. */
  public List<String> reports() {
    return reports;
  }
}
