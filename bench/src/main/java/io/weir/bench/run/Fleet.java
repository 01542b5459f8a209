package io.weir.bench.run;

import io.weir.bench.BenchException;
import io.weir.bench.load.Backend;
import io.weir.bench.load.Programs;
import io.weir.bench.peer.Peer;
import io.weir.bench.peer.PeerStarter;
import io.weir.bench.peer.RunningPeer;
import io.weir.bench.peer.Target;
import io.weir.bench.peer.Wire;
import io.weir.bench.run.ResultLine.Remark;
import io.weir.bench.workload.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All peers, running side by side with a backend each; the ones that do nothing at the moment cost
 * next to nothing.
 */
public final class Fleet implements AutoCloseable {
  /** The name under which the backend itself is measured. */
  public static final String DIRECT = "direct";

  // All below 10000, where the ports that clients are given begin, and with room for Target's.
  private static final int FIRST_PORT = 7100;
  private static final int FIRST_FRESH_PORT = 7500;
  private static final int FIRST_BACKEND = 8100;

  /**
   * What clients are sent to.
   *
   * @param freshPort where an instance of its own may listen
   * @param running empty for {@code direct}
   */
  public record Member(
      String name,
      int port,
      int freshPort,
      Backend backend,
      @Nullable Peer peer,
      @Nullable RunningPeer running) {
    /** The processes whose CPU time counts. */
    public List<Long> processes() {
      return running == null ? List.of() : running.processes();
    }

    /** Where a load goes; without a peer the backend itself takes it. */
    public Target target() {
      Target behind = Target.of(port, backend.port());
      return peer == null ? new Target(port, behind.sink(), behind.sink()) : behind;
    }

    /** Whether it can carry a workload. */
    public boolean takes(Workload workload) {
      Wire wire = workload.wire();
      return peer == null ? wire != Wire.TLS : peer.definition().wire() == wire;
    }

    /** Whether it still runs. */
    public boolean isAlive() {
      return running == null || running.process().isAlive();
    }
  }

  private final List<Member> members = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();

  private Fleet() {}

  /**
   * Starts {@code direct} and all of these; what does not start is left out and told in {@link
   * #remarks}.
   */
  public static Fleet start(List<Peer> peers, PeerStarter starter, Programs programs)
      throws InterruptedException {
    var fleet = new Fleet();
    try {
      Backend alone = Backend.start(programs, FIRST_BACKEND);
      fleet.members.add(new Member(DIRECT, alone.port(), 0, alone, null, null));
      for (int i = 0; i < peers.size(); i++) {
        fleet.add(peers.get(i), i + 1, starter, programs);
      }
      return fleet;
    } catch (RuntimeException | InterruptedException e) {
      fleet.close();
      throw e;
    }
  }

  private void add(Peer peer, int number, PeerStarter starter, Programs programs)
      throws InterruptedException {
    Backend backend = Backend.start(programs, FIRST_BACKEND + number);
    try {
      int port = FIRST_PORT + number;
      RunningPeer running = starter.start(peer, port, backend.port());
      members.add(new Member(peer.name(), port, FIRST_FRESH_PORT + number, backend, peer, running));
    } catch (BenchException e) {
      backend.close();
      remarks.add(new Remark(peer.name(), "", String.valueOf(e.getMessage())));
    }
  }

  /** Those that run, in the catalogue's order, {@code direct} first. */
  public List<Member> members() {
    return Collections.unmodifiableList(members);
  }

  /** Those that did not start. */
  public List<Remark> remarks() {
    return Collections.unmodifiableList(remarks);
  }

  /** Stops one that is not to be measured any more. */
  public void remove(Member member) {
    members.remove(member);
    stop(member);
  }

  private static void stop(Member member) {
    if (member.running() != null) {
      member.running().close();
    }
    member.backend().close();
  }

  @Override
  public void close() {
    members.forEach(Fleet::stop);
    members.clear();
  }
}
