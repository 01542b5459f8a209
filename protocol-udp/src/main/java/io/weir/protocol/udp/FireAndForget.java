package io.weir.protocol.udp;

import io.weir.api.balance.Outcome;
import io.weir.core.connection.CloseReason;
import io.weir.core.pool.Election;
import io.weir.core.pool.PoolMember;
import io.weir.core.transport.BackendReceiver;
import io.weir.core.transport.BackendSocket;
import io.weir.core.transport.ClientDatagram;
import io.weir.core.transport.Datagram;
import io.weir.core.transport.DatagramLoop;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Passes datagrams on without a session: a backend is elected for each, and the socket towards it
 * is kept and used for all clients. Backends' replies are not read.
 */
final class FireAndForget {
  private final SessionGroup group;
  private final DatagramLoop loop;
  private final Election election;
  private final DatagramAtHand atHand = new DatagramAtHand();
  private final IdentityHashMap<PoolMember, Target> targets = new IdentityHashMap<>();

  FireAndForget(SessionGroup group, DatagramLoop loop) {
    this.group = group;
    this.loop = loop;
    this.election = group.backends().begin();
  }

  void pass(SessionTerms terms, ClientDatagram datagram) {
    atHand.set(datagram, terms.wildcardBind());
    election.beginAnew();
    PoolMember member = election.elect(atHand);
    if (member == null) {
      group.ledger().turnedAway(CloseReason.NO_BACKEND);
      return;
    }
    Target target = target(member);
    if (target == null) {
      group.ledger().turnedAway(CloseReason.NO_RESOURCES);
    } else {
      target.send(datagram);
      group.ledger().counters().addTx(datagram.length());
      member.counters().addTx(datagram.length());
    }
    election.release(member);
  }

  private @Nullable Target target(PoolMember member) {
    InetSocketAddress resolved = member.resolved();
    Target known = targets.get(member);
    if (known != null && known.address.equals(resolved)) {
      return known;
    }
    dropUnused(member);
    if (resolved == null) {
      return null;
    }
    Target target = new Target(member, resolved);
    if (!target.open()) {
      return null;
    }
    targets.put(member, target);
    return target;
  }

  /** So that there are never more sockets than backends. */
  private void dropUnused(PoolMember moved) {
    targets
        .entrySet()
        .removeIf(entry -> {
          boolean unused = entry.getKey() == moved || entry.getKey().draining();
          if (unused) {
            entry.getValue().close();
          }
          return unused;
        });
  }

  void close() {
    targets.values().forEach(Target::close);
    targets.clear();
  }

  /** A backend's socket. */
  private final class Target implements BackendReceiver {
    private final PoolMember member;
    private final InetSocketAddress address;
    private @Nullable BackendSocket socket;

    Target(PoolMember member, InetSocketAddress address) {
      this.member = member;
      this.address = address;
    }

    boolean open() {
      socket = loop.connectToSend(address, this);
      return socket != null;
    }

    void send(Datagram datagram) {
      if (socket != null) {
        socket.send(datagram);
      }
    }

    @Override
    public void received(Datagram datagram) {}

    @Override
    public void refused() {
      member.counters().addRefused();
      election.report(member, Outcome.FAILED, 0);
    }

    /** Once more: the refusal was an earlier datagram's. */
    @Override
    public void unsent(Datagram datagram) {
      send(datagram);
    }

    void close() {
      if (socket != null) {
        socket.close();
      }
    }
  }
}
