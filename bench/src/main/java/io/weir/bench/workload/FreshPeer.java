package io.weir.bench.workload;

import io.weir.bench.load.Programs;
import io.weir.bench.measure.Gauge;
import io.weir.bench.peer.Peer;
import io.weir.bench.peer.PeerStarter;
import io.weir.bench.peer.RunningPeer;

/**
 * A peer that a workload starts itself.
 *
 * @param port where it will listen
 * @param backend where its backend listens already
 */
public record FreshPeer(
    Peer peer, int port, int backend, PeerStarter starter, Programs programs, Gauge gauge) {
  /** Starts the process and does not wait for it. */
  public RunningPeer spawn() {
    return starter.spawn(peer, port, backend);
  }

  /** Starts it and waits until it serves. */
  public RunningPeer start() throws InterruptedException {
    return starter.start(peer, port, backend);
  }
}
