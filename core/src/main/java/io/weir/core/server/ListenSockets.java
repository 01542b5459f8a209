package io.weir.core.server;

import io.weir.api.config.HostPort;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.StreamTransport;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that servers of byte streams listen on. An address is bound once and handed on from
 * one server, or one set of settings, to the next, so that changing them refuses no client and
 * resets none that waits in the kernel's queue.
 *
 * <p>Whoever is to have an address claims it first. A claimed address is not closed when its
 * present holder lets go of it.
 */
final class ListenSockets {
  private final Map<Place, Entry> open = new HashMap<>();

  /** Completed when all that was let go of is closed. */
  private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);

  /**
   * What an address is known by: as it is written, because no two servers of a configuration have
   * one that is written the same. So whoever asks for one that another has is to get it from it.
   *
   * @param server its server's name where the system chooses the port, which is then that server's
   *     own; else empty
   */
  private record Place(StreamTransport transport, HostPort bind, String server) {
    static Place of(StreamTransport transport, ServerDefinition definition) {
      HostPort bind = definition.config().bind();
      return new Place(transport, bind, bind.port() == 0 ? definition.name() : "");
    }
  }

  private static final class Entry {
    final InetSocketAddress resolved;
    final ListenSocket socket;
    final StreamListener listener;
    Place place;
    @Nullable StreamAcceptor claimant;

    Entry(Place place, InetSocketAddress resolved, ListenSocket socket, StreamListener listener) {
      this.place = place;
      this.resolved = resolved;
      this.socket = socket;
      this.listener = listener;
    }
  }

  /**
   * Claims the address of a server, and binds it if none of weir's servers has it. May block.
   *
   * @param resolved the address that is configured
   * @param claimant who is to get its clients
   * @throws ServerStartException if it cannot be bound
   */
  synchronized Claim claim(
      StreamTransport transport,
      ServerDefinition definition,
      InetSocketAddress resolved,
      StreamAcceptor claimant) {
    Place place = Place.of(transport, definition);
    try {
      Entry known = known(place, resolved, claimant);
      if (known != null && known.claimant != null) {
        throw new BindException("Address already in use");
      }
      Entry entry = known == null ? bind(place, resolved, claimant) : known;
      entry.claimant = claimant;
      return new Claim(place, entry, claimant, known == null);
    } catch (IOException e) {
      throw cannotListen(definition, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Where a server is to listen.
   *
   * @throws ServerStartException if its host name does not resolve
   */
  static InetSocketAddress resolve(ServerDefinition definition) {
    HostPort bind = definition.config().bind();
    try {
      return bind.host().isEmpty()
          ? new InetSocketAddress(bind.port())
          : new InetSocketAddress(InetAddress.getByName(bind.host()), bind.port());
    } catch (UnknownHostException e) {
      throw cannotListen(definition, "the host name does not resolve", e);
    }
  }

  private static ServerStartException cannotListen(
      ServerDefinition definition, String reason, IOException e) {
    return new ServerStartException(
        "servers.%s.bind: cannot listen on %s: %s"
            .formatted(definition.name(), definition.config().bind(), reason),
        e);
  }

  private @Nullable Entry known(Place place, InetSocketAddress resolved, StreamAcceptor claimant) {
    Entry sameText = open.get(place);
    return sameText != null
        ? sameText
        : open.values().stream()
            .filter(entry -> entry.socket.holder().equals(claimant))
            .filter(entry -> entry.place.transport().equals(place.transport()))
            .filter(entry -> entry.resolved.equals(resolved))
            .findAny()
            .orElse(null);
  }

  private Entry bind(Place place, InetSocketAddress resolved, StreamAcceptor claimant)
      throws IOException {
    // What was let go of a moment ago may still have the address.
    closing.join();
    ListenSocket socket = new ListenSocket(claimant);
    StreamListener listener = place.transport().listen(resolved, socket);
    Entry entry = new Entry(place, resolved, socket, listener);
    open.put(place, entry);
    return entry;
  }

  private synchronized CompletionStage<Void> close(Entry entry) {
    if (!open.remove(entry.place, entry)) {
      return CompletableFuture.completedStage(null);
    }
    CompletableFuture<Void> closed = entry.listener.close().toCompletableFuture();
    closing = CompletableFuture.allOf(closing, closed);
    return closed;
  }

  /** An address that is somebody's, or is to become it. */
  final class Claim {
    private final Place place;
    private final Entry entry;
    private final StreamAcceptor claimant;
    private final boolean bound;

    private Claim(Place place, Entry entry, StreamAcceptor claimant, boolean bound) {
      this.place = place;
      this.entry = entry;
      this.claimant = claimant;
      this.bound = bound;
    }

    /** The address, with the port that the system chose. */
    InetSocketAddress address() {
      return entry.listener.address();
    }

    boolean isSameAddressAs(Claim other) {
      return entry == other.entry;
    }

    /** From now on its clients are the claimant's. */
    void take() {
      synchronized (ListenSockets.this) {
        open.remove(entry.place, entry);
        entry.place = place;
        open.put(place, entry);
        entry.socket.handTo(claimant);
        entry.claimant = null;
      }
    }

    /** Leaves it to whoever has it; if nobody had, it is closed. */
    CompletionStage<Void> giveUp() {
      synchronized (ListenSockets.this) {
        entry.claimant = null;
        return bound ? close(entry) : CompletableFuture.completedStage(null);
      }
    }

    /**
     * Lets go of an address that was taken: closes it, unless somebody else has it or is to get it.
     *
     * @return completed when it is free, or at once if another has it
     */
    CompletionStage<Void> release() {
      synchronized (ListenSockets.this) {
        return entry.claimant != null || !entry.socket.holder().equals(claimant)
            ? CompletableFuture.completedStage(null)
            : close(entry);
      }
    }
  }
}
