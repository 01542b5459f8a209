package io.weir.core.pool;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.core.stats.TrafficCounters;
import io.weir.core.stats.TrafficRates;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A backend in a server's pool, with what is known and counted about it. It stays the same object
 * for as long as its address is known, whatever else about it changes. Only the pool's writer
 * changes its state; everybody may read it.
 */
public final class PoolMember {
  private final HostPort address;
  private final String text;
  private final TrafficCounters counters;
  private final TrafficRates rates;
  private final Places places = new Places();
  private final boolean named;
  private final MemberLife life;
  private final Conduct conduct;

  /** What its discovery said last; only the pool's writer looks at it. */
  private Backend discovered;

  private volatile Backend backend;
  private volatile @Nullable InetSocketAddress resolved;
  private volatile boolean live;
  private volatile boolean checked;
  private volatile String reason = "";
  private volatile MemberState state;
  private volatile @Nullable Ramp ramp;
  private volatile boolean enabled = true;
  private volatile boolean drain;
  private volatile OptionalInt operatorWeight = OptionalInt.empty();

  /**
   * Makes a member.
   *
   * @param literal its address if its host is one; null if the host is a name
   * @param live whether it counts as live before its first check
   * @param late whether others have been found before it
   * @param judge decides what follows from failed connections
   */
  PoolMember(
      Backend backend,
      @Nullable InetSocketAddress literal,
      boolean live,
      boolean late,
      Conduct.Judge judge,
      TrafficCounters counters,
      TrafficRates rates) {
    this.address = backend.address();
    this.text = address.toString();
    this.discovered = backend;
    this.backend = backend;
    this.resolved = literal;
    this.named = literal == null;
    this.live = live;
    this.life = new MemberLife(late);
    this.conduct = new Conduct(this, judge);
    this.state = MemberState.initially(live);
    this.counters = counters;
    this.rates = rates;
  }

  /**
   * A live member that belongs to no pool, for a {@link BackendSource} of one's own.
   *
   * @param resolved where to connect to
   */
  public static PoolMember detached(Backend backend, InetSocketAddress resolved) {
    TrafficCounters counters = new TrafficCounters();
    return new PoolMember(
        backend,
        resolved,
        true,
        false,
        Conduct.Judge.NONE,
        counters,
        TrafficRates.unsampled(counters));
  }

  /** Its address as discovered; its identity. */
  public HostPort address() {
    return address;
  }

  /** What its discovery last said of it, with the operator's weight if one is set. */
  public Backend backend() {
    return backend;
  }

  /** Where to connect to; null as long as its host name is not resolved. */
  public @Nullable InetSocketAddress resolved() {
    return resolved;
  }

  /** What went through it. */
  public TrafficCounters counters() {
    return counters;
  }

  /** How fast it goes through it. */
  public TrafficRates rates() {
    return rates;
  }

  /** What connections find out about it. */
  public Conduct conduct() {
    return conduct;
  }

  /** What it is good for, since when and why. */
  public MemberState state() {
    return state;
  }

  /** Connections open to it now. */
  public int activeConnections() {
    return places.taken();
  }

  /** Bytes per second in both directions over the last 2 s. */
  public long bytesPerSecond() {
    return rates.bytesPerSecond();
  }

  /**
   * Whether its checks say that it works; before the first one, what {@code initial_status} says.
   */
  public boolean live() {
    return live;
  }

  /** Whether it works; false while an operator has it in maintenance. */
  public boolean enabled() {
    return enabled;
  }

  /** Whether an operator has it take no new connections. */
  public boolean drain() {
    return drain;
  }

  /** The weight that an operator set in place of the discovered one; empty if none did. */
  public OptionalInt operatorWeight() {
    return operatorWeight;
  }

  /** Whether it is in the newest list of its discovery. */
  public boolean discovered() {
    return !places.isClosed();
  }

  /**
   * Whether it has vanished from the list: it takes no new connections, and leaves the pool once
   * the last one has ended.
   */
  public boolean draining() {
    return places.isClosed();
  }

  /** {@code host:port}, by which members are ordered. */
  @Override
  public String toString() {
    return text;
  }

  void update(Backend newBackend) {
    discovered = newBackend;
    backend = weighted();
  }

  private Backend weighted() {
    return operatorWeight.isPresent()
        ? discovered.withWeight(operatorWeight.getAsInt())
        : discovered;
  }

  void resolveTo(InetSocketAddress newAddress) {
    resolved = newAddress;
  }

  /** Takes what its checks have come to. */
  void setLive(boolean newLive, String newReason) {
    live = newLive;
    checked = true;
    reason = newReason;
  }

  /** Nobody checks it any more. */
  void setUnchecked() {
    live = true;
    checked = false;
    reason = "";
  }

  /** Whether its checks have ever changed what {@code initial_status} says. */
  boolean checked() {
    return checked;
  }

  /** What its checks say about it. */
  String reason() {
    return reason;
  }

  /** How its state comes about; only the pool's writer looks at it. */
  MemberLife life() {
    return life;
  }

  void setState(MemberState newState) {
    ramp = newState.isRamping() ? life.ramp() : null;
    state = newState;
  }

  /**
   * Whether it takes part in an election, in slow start: for as many clients as its share is.
   *
   * @param client what its client's address comes to
   */
  boolean takesPart(int client, long now) {
    Ramp growing = ramp;
    return growing == null || growing.takes(client ^ text.hashCode(), now);
  }

  /**
   * Connections open to it now, and in slow start as many as a member with its whole share would
   * have, so that it is not chosen all the time for having few.
   */
  int weighedConnections(long now) {
    Ramp growing = ramp;
    int open = activeConnections();
    return growing == null
        ? open
        : (int) Math.min(Integer.MAX_VALUE, (open + 1) / growing.share(now) - 1);
  }

  void setEnabled(boolean newEnabled) {
    enabled = newEnabled;
  }

  void setDrain(boolean newDrain) {
    drain = newDrain;
  }

  void setWeight(OptionalInt newWeight) {
    operatorWeight = newWeight;
    backend = weighted();
  }

  void startDraining() {
    places.close();
  }

  void stopDraining() {
    places.open();
  }

  /** Whether its host is a name, which has to be resolved, and not an address. */
  boolean named() {
    return named;
  }

  /** Whether {@link #tryAcquire} would take a place now. */
  boolean hasRoom() {
    return places.hasRoom(backend.maxConnections());
  }

  /** Takes a place, unless its limit is reached or it is draining. */
  boolean tryAcquire() {
    return places.tryTake(backend.maxConnections());
  }

  /**
   * Gives back a place.
   *
   * @return whether it was the last one of a member that is draining
   */
  boolean release() {
    return places.giveBack();
  }
}
