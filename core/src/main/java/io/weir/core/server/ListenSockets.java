package io.weir.core.server;

import io.weir.api.config.HostPort;
import io.weir.core.config.BindAddress;
import io.weir.core.config.ServerConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that servers listen on. An address is bound once and handed on from one server, or
 * one set of settings, to the next, so that changing them refuses no client and resets none that
 * waits in the kernel's queue.
 *
 * <p>Whoever is to have an address claims it first. A claimed address is not closed when its
 * present holder lets go of it.
 *
 * @param <A> what takes clients
 */
public final class ListenSockets<A> {
  private final Map<Place, Entry<A>> open = new HashMap<>();

  /** Those that were let go of and have not closed yet. */
  private final List<Leaving> leaving = new ArrayList<>();

  /** None is bound. */
  public ListenSockets() {}

  private record Leaving(Binding<?> binding, CompletableFuture<Void> closed) {
    void finish() {
      binding.hurry();
      closed.join();
    }
  }

  /**
   * What an address is known by: as it is written, because no two servers of a configuration have
   * one that is written the same. So whoever asks for one that another has is to get it from it.
   *
   * @param server its server's name where the system chooses the port, which is then that server's
   *     own; else empty
   */
  private record Place(Object medium, HostPort bind, String server) {
    static Place of(Object medium, ServerDefinition definition) {
      HostPort bind = definition.config().bind();
      return new Place(medium, bind, bind.port() == 0 ? definition.name() : "");
    }
  }

  private static final class Entry<A> {
    final InetSocketAddress resolved;
    final Binding<A> binding;
    Place place;
    @Nullable A claimant;

    Entry(Place place, InetSocketAddress resolved, Binding<A> binding) {
      this.place = place;
      this.resolved = resolved;
      this.binding = binding;
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
      Medium<A> medium, ServerDefinition definition, InetSocketAddress resolved, A claimant) {
    Place place = Place.of(medium, definition);
    try {
      Entry<A> known = known(place, resolved, claimant);
      if (known != null && known.claimant != null) {
        throw new BindException("Address already in use");
      }
      Entry<A> entry =
          known == null ? bind(place, resolved, medium, definition.config(), claimant) : known;
      entry.claimant = claimant;
      return new Claim(place, entry, claimant, definition.config(), known == null);
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
    try {
      return BindAddress.resolve(definition.config().bind());
    } catch (UnknownHostException e) {
      throw cannotListen(definition, String.valueOf(e.getMessage()), e);
    }
  }

  private static ServerStartException cannotListen(
      ServerDefinition definition, String reason, IOException e) {
    return new ServerStartException(
        definition,
        "bind",
        "cannot listen on %s: %s".formatted(definition.config().bind(), reason),
        e);
  }

  private @Nullable Entry<A> known(Place place, InetSocketAddress resolved, A claimant) {
    Entry<A> sameText = open.get(place);
    return sameText != null
        ? sameText
        : open.values().stream()
            .filter(entry -> entry.binding.holder().equals(claimant))
            .filter(entry -> entry.place.medium().equals(place.medium()))
            .filter(entry -> entry.resolved.equals(resolved))
            .findAny()
            .orElse(null);
  }

  private Entry<A> bind(
      Place place, InetSocketAddress resolved, Medium<A> medium, ServerConfig config, A claimant)
      throws IOException {
    // What was let go of a moment ago may still have the address.
    leaving.removeIf(one -> one.closed().isDone());
    leaving.stream()
        .filter(one -> one.binding().address().getPort() == resolved.getPort())
        .forEach(Leaving::finish);
    Entry<A> entry = new Entry<>(place, resolved, medium.bind(resolved, config, claimant));
    open.put(place, entry);
    return entry;
  }

  private synchronized CompletionStage<Void> close(Entry<A> entry) {
    if (!open.remove(entry.place, entry)) {
      return CompletableFuture.completedStage(null);
    }
    CompletableFuture<Void> closed = entry.binding.close().toCompletableFuture();
    leaving.add(new Leaving(entry.binding, closed));
    return closed;
  }

  /** An address that is somebody's, or is to become it. */
  final class Claim {
    private final Place place;
    private final Entry<A> entry;
    private final A claimant;
    private final ServerConfig config;
    private final boolean bound;

    private Claim(Place place, Entry<A> entry, A claimant, ServerConfig config, boolean bound) {
      this.place = place;
      this.entry = entry;
      this.claimant = claimant;
      this.config = config;
      this.bound = bound;
    }

    /** The address, with the port that the system chose. */
    InetSocketAddress address() {
      return entry.binding.address();
    }

    /** How many datagrams the system has dropped there. */
    long dropped() {
      return entry.binding.dropped();
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
        entry.binding.handTo(claimant, config);
        entry.claimant = null;
      }
    }

    /** As {@link #release}, but waits for nobody who cannot do without it. */
    CompletionStage<Void> abandon() {
      CompletionStage<Void> released = release();
      synchronized (ListenSockets.this) {
        if (!open.containsValue(entry)) {
          entry.binding.hurry();
        }
      }
      return released;
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
        return entry.claimant != null || !entry.binding.holder().equals(claimant)
            ? CompletableFuture.completedStage(null)
            : close(entry);
      }
    }
  }
}
