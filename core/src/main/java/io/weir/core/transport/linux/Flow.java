package io.weir.core.transport.linux;

import io.weir.core.transport.RelayListener;
import io.weir.core.transport.Side;
import io.weir.core.transport.linux.syscall.Errno;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a relay: what one socket receives, the other sends. Bytes are copied through the
 * loop's chunk; after {@link #BIG_READS} reads in a row that are worth it they are spliced through
 * a pipe and never seen, and after {@link #SMALL_SPLICES} that are not they are copied again.
 *
 * <p>Nothing is read while something read before waits to be sent. So a reader that is slower than
 * its writer costs one chunk or one full pipe, and what the kernel buffers.
 */
final class Flow implements Runnable {
  /** Bytes at a time from which splicing is cheaper; measured. */
  private static final int BIG = 32 * 1024;

  private static final int BIG_READS = 2;
  private static final int SMALL_SPLICES = 5;
  private static final long MOST_SPLICED = 1 << 20;

  /** How often it moves something before others on the loop have their turn. */
  private static final int BUDGET = 16;

  private final LinuxSocket from;
  private final LinuxSocket to;
  private final Side side;
  private final RelayListener listener;
  private final LinuxLoop loop;
  private @Nullable Pipe pipe;
  private long piped;
  private int bigReads;
  private int smallSplices;
  private boolean splicing;
  private boolean copiesOnly;
  private boolean ended;
  private boolean again;

  /**
   * A direction in which nothing has moved yet.
   *
   * @param side which one {@code from} is
   * @param listener learns what happens
   */
  Flow(LinuxSocket from, LinuxSocket to, Side side, RelayListener listener) {
    this.from = from;
    this.to = to;
    this.side = side;
    this.listener = listener;
    this.loop = from.loop();
  }

  Side side() {
    return side;
  }

  RelayListener listener() {
    return listener;
  }

  /** Whether all was read and the FIN after it. */
  boolean isEnded() {
    return ended;
  }

  /** Whether something was read that waits to be sent, apart from what the socket itself keeps. */
  boolean isHolding() {
    return piped > 0;
  }

  /** Its turn comes again. */
  @Override
  public void run() {
    again = false;
    pump();
  }

  /** Moves what was peeked at before there was a relay, ahead of all else. */
  void replay() {
    int count = from.replayTo(to);
    if (count > 0) {
      listener.read(side, count);
    }
  }

  /** Moves what can be moved. */
  void pump() {
    for (int moves = 0; isReady(); moves++) {
      if (moves == BUDGET) {
        takeTurn();
        return;
      }
      if (splicing) {
        splice();
      } else {
        copy();
      }
    }
  }

  private void takeTurn() {
    if (!again) {
      again = true;
      loop.execute(this);
    }
  }

  /** Sends what was read before; then tells whether more can be read and sent. */
  private boolean isReady() {
    if (from.isClosed() || to.isClosed() || !to.flushed() || !drained()) {
      return false;
    }
    if (ended) {
      to.endOutputIfAsked();
      return false;
    }
    return from.input().isReadable() && to.output().isWritable();
  }

  private void copy() {
    releasePipe();
    int count = from.receive();
    if (count < 0) {
      end();
    } else if (count > 0) {
      bigReads = count < BIG ? 0 : bigReads + 1;
      if (bigReads == BIG_READS && !copiesOnly) {
        splicing = true;
        smallSplices = 0;
        bigReads = 0;
      }
      listener.read(side, count);
      if (!to.isClosed()) {
        to.sendChunk(count);
      }
    }
  }

  private void end() {
    ended = true;
    releasePipe();
    listener.ended(side);
  }

  private void splice() {
    Pipe through = pipe == null ? loop.pipes().lend() : pipe;
    if (through == null) {
      splicing = false;
      copy();
      return;
    }
    pipe = through;
    long count = loop.pipes().splice(from.fd().intValue(), through.in(), MOST_SPLICED);
    if (count > 0) {
      piped = count;
      smallSplices = count < BIG ? smallSplices + 1 : 0;
      splicing = smallSplices < SMALL_SPLICES;
      listener.read(side, count);
    } else if (count == 0) {
      end();
    } else {
      notReceived((int) -count);
    }
  }

  private void notReceived(int errno) {
    switch (errno) {
      case Errno.EAGAIN -> {
        from.input().nothing();
        releasePipe();
      }
      case Errno.EINTR -> {}
      case Errno.EINVAL -> {
        splicing = false;
        copiesOnly = true;
      }
      default -> from.broke(Errno.isReset(errno));
    }
  }

  /** Whether the pipe is empty, after as much of it was sent as the kernel takes. */
  private boolean drained() {
    while (piped > 0 && pipe != null) {
      if (!to.output().isWritable()) {
        return false;
      }
      long count = loop.pipes().splice(pipe.out(), to.fd().intValue(), piped);
      if (count > 0) {
        piped -= count;
      } else if (count == -Errno.EAGAIN) {
        to.output().noRoom();
        return false;
      } else if (count != -Errno.EINTR) {
        to.broke(Errno.isReset((int) -count));
        return false;
      }
    }
    return true;
  }

  /** Gives its pipe to others, if it has one. */
  void releasePipe() {
    Pipe unused = pipe;
    if (unused != null) {
      pipe = null;
      loop.pipes().giveBack(unused, piped == 0);
      piped = 0;
    }
  }
}
