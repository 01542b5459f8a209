package io.weir.protocol.udp;

import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Outcome;
import io.weir.core.connection.AccessList;
import io.weir.core.connection.ClientBytes;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.ConnectionTally;
import io.weir.core.connection.IdleWatch;
import io.weir.core.pool.Election;
import io.weir.core.pool.PoolMember;
import io.weir.core.transport.BackendReceiver;
import io.weir.core.transport.BackendSocket;
import io.weir.core.transport.ClientDatagram;
import io.weir.core.transport.ClientPath;
import io.weir.core.transport.Datagram;
import io.weir.core.transport.Side;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What ties a client to one backend, through a socket of its own towards it. It lives on the loop
 * of the socket that its client sends to.
 */
final class Session implements ConnectionInfo, BackendReceiver {
  private final SessionTable table;
  private final SessionTerms terms;
  private final ClientPath path;
  private final int hash;
  private final byte[] address;
  private final Election election;
  private final ConnectionTally tally;
  private @Nullable PoolMember member;
  private @Nullable BackendSocket backend;
  private @Nullable IdleWatch idle;
  private long memberSince;
  private int requests;
  private int responses;

  /** The rules that let its last packet through; they say the same of the next one. */
  private AccessList allowedBy;

  /** The next one in the same bucket of {@link SessionMap}. */
  @Nullable Session nextInBucket;

  Session(SessionTable table, SessionTerms terms, ClientDatagram first) {
    this.table = table;
    this.terms = terms;
    this.path = first.path();
    this.hash = first.hash();
    this.address = first.clientAddress().clone();
    this.election = table.group().backends().begin();
    this.allowedBy = terms.policy().access();
    this.tally = new ConnectionTally(table.loop());
  }

  /**
   * Looks for a backend.
   *
   * @return null if there is one, else why there is none
   */
  @Nullable CloseReason connect() {
    PoolMember chosen = election.elect(this);
    if (chosen == null) {
      return CloseReason.NO_BACKEND;
    }
    if (!connectTo(chosen)) {
      election.release(chosen);
      return CloseReason.NO_RESOURCES;
    }
    table.group().ledger().connected(tally);
    idle =
        IdleWatch.over(
            table.loop(), terms.policy().clientIdleNanos(), terms.backendIdleNanos(), this::idled);
    return null;
  }

  /** On success it is tied to that backend, on failure nothing has changed. */
  private boolean connectTo(PoolMember chosen) {
    InetSocketAddress resolved = chosen.resolved();
    if (resolved == null) {
      return false;
    }
    tally.trying(chosen);
    BackendSocket socket =
        terms.udp().transparent()
            ? table.loop().connectAs(path, resolved, this)
            : table.loop().connect(resolved, this);
    if (socket == null) {
      return false;
    }
    letGoOfBackend();
    member = chosen;
    backend = socket;
    memberSince = table.loop().nanoTime();
    chosen.counters().addConnection();
    election.report(chosen, Outcome.CONNECTED, 0);
    return true;
  }

  void fromClient(ClientDatagram datagram) {
    if (isAllowed(datagram) && member != null && backend != null) {
      if (terms.leavesDeadBackends() && !member.live()) {
        moveOn(true);
      }
      count(Side.CLIENT, datagram.length());
      backend.send(datagram);
      requests++;
      if (requests == terms.udp().maxRequests()) {
        end(CloseReason.FINISHED);
      }
    }
  }

  private boolean isAllowed(ClientDatagram datagram) {
    AccessList now = table.group().terms().policy().access();
    if (now != allowedBy) {
      if (!now.allows(datagram.clientAddress())) {
        return false;
      }
      allowedBy = now;
    }
    return true;
  }

  @Override
  public void received(Datagram datagram) {
    count(Side.BACKEND, datagram.length());
    if (member != null) {
      member.conduct().answered();
    }
    table.socket().send(path, datagram);
    responses++;
    if (responses == terms.udp().maxResponses()) {
      end(CloseReason.FINISHED);
    }
  }

  private void count(Side from, long bytes) {
    tally.read(from, bytes);
    if (idle != null) {
      idle.read(from);
    }
    ConnectionTally.count(table.group().ledger().counters(), from, bytes);
    if (member != null) {
      ConnectionTally.count(member.counters(), from, bytes);
    }
  }

  @Override
  public void refused() {
    PoolMember refusing = member;
    if (refusing != null) {
      refusing.counters().addRefused();
      refusing.conduct().failed();
      election.report(refusing, Outcome.FAILED, table.loop().nanoTime() - memberSince);
      moveOn(false);
    }
  }

  @Override
  public void unsent(Datagram datagram) {
    if (backend != null) {
      backend.send(datagram);
    }
  }

  /**
   * To another backend if there is one; otherwise this one may come back.
   *
   * @param toLive whether only one that lives is better: in a panic others are elected as well
   */
  private void moveOn(boolean toLive) {
    PoolMember next = election.elect(this);
    if (next == null) {
      election.beginAnew();
      next = election.elect(this);
    }
    if (next != null && (next == member || (toLive && !next.live()) || !connectTo(next))) {
      election.release(next);
    }
  }

  private void idled(Side side) {
    end(side == Side.CLIENT ? CloseReason.CLIENT_IDLE : CloseReason.BACKEND_IDLE);
  }

  void end(CloseReason reason) {
    if (member == null) {
      return;
    }
    if (idle != null) {
      idle.stop();
    }
    letGoOfBackend();
    table.ended(this, reason);
  }

  private void letGoOfBackend() {
    if (backend != null) {
      backend.close();
    }
    if (member != null) {
      election.report(member, Outcome.CLOSED, table.loop().nanoTime() - memberSince);
      election.release(member);
    }
    backend = null;
    member = null;
  }

  SessionTerms terms() {
    return terms;
  }

  ConnectionTally tally() {
    return tally;
  }

  ClientPath path() {
    return path;
  }

  int hash() {
    return hash;
  }

  @Override
  public InetSocketAddress client() {
    return path.client();
  }

  @Override
  public InetSocketAddress local() {
    return path.local();
  }

  @Override
  public String serverName() {
    return "";
  }

  @Override
  public int clientAddressLength() {
    return ClientBytes.length(address, terms.wildcardBind());
  }

  @Override
  public byte clientAddressByte(int index) {
    return ClientBytes.at(address, terms.wildcardBind(), index);
  }

  @Override
  public String toString() {
    return client() + " -> " + local();
  }
}
