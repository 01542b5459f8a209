package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lists, flips and connections, against a model that is too simple to be wrong. */
class PoolModelTest {
  private static final TestConnection CONNECTION = new TestConnection();
  private static final int ADDRESSES = 8;

  /** What the model knows of a backend. */
  private static final class Model {
    Backend backend;
    boolean discovered = true;
    boolean live = true;
    boolean enabled = true;
    int connections;
    PoolMember member;

    boolean mayBeElected() {
      return discovered
          && live
          && enabled
          && (backend.maxConnections() == 0 || connections < backend.maxConnections());
    }
  }

  private record Open(Election election, PoolMember member) {}

  private final TreeMap<String, Model> models = new TreeMap<>();
  private final List<Open> open = new ArrayList<>();
  private final TestBalancer balancer = new TestBalancer();
  private final FailsafeBalancer guarded =
      new FailsafeBalancer(Subject.of("web"), balancer, Duration.ofSeconds(60));
  private final PoolWriter writer =
      new PoolWriter("web", guarded, Members.factory(true), PoolClock.SYSTEM, Runnable::run);
  private final BackendPool pool = new BackendPool(guarded, writer, List.of());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void thePoolIsWhatTheModelSays(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 2000; step++) {
      switch (random.nextInt(8)) {
        case 0 -> list(random);
        case 1 ->
            flip(
                random,
                (model, on) -> model.live = on,
                (member, live) -> writer.setLive(member, live, ""));
        case 2 -> flip(random, (model, on) -> model.enabled = on, pool::setEnabled);
        case 3, 4, 5 -> connect();
        default -> disconnect(random);
      }
      compare("seed " + seed + ", step " + step);
    }
    while (!open.isEmpty()) {
      disconnect(random);
    }
    compare("seed " + seed + ", at the end");
  }

  private void list(Random random) {
    List<Backend> backends = new ArrayList<>();
    Map<String, Backend> last = new HashMap<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      Backend backend =
          Members.backend(Members.address(random.nextInt(ADDRESSES)))
              .withWeight(random.nextInt(3))
              .withMaxConnections(random.nextInt(3));
      backends.add(backend);
      last.put(backend.address().toString(), backend);
    }
    writer.setBackends(backends);

    models.forEach((address, model) -> model.discovered = last.containsKey(address));
    last.forEach(
        (address, backend) -> models.computeIfAbsent(address, _ -> new Model()).backend = backend);
    models.values().removeIf(model -> !model.discovered && model.connections == 0);
  }

  private void flip(Random random, Setter model, PoolSetter real) {
    if (!models.isEmpty()) {
      List<Model> all = List.copyOf(models.values());
      Model chosen = all.get(random.nextInt(all.size()));
      boolean on = random.nextBoolean();
      model.set(chosen, on);
      real.set(chosen.member, on);
    }
  }

  private void connect() {
    Election election = pool.begin();
    PoolMember member = election.elect(CONNECTION);
    List<String> possible =
        models.entrySet().stream()
            .filter(entry -> entry.getValue().mayBeElected())
            .map(Map.Entry::getKey)
            .toList();
    if (member == null) {
      assertThat(possible).isEmpty();
    } else {
      assertThat(possible).contains(member.toString());
      models.get(member.toString()).connections++;
      open.add(new Open(election, member));
    }
  }

  private void disconnect(Random random) {
    if (!open.isEmpty()) {
      Open ended = open.remove(random.nextInt(open.size()));
      ended.election().release(ended.member());
      Model model = models.get(ended.member().toString());
      model.connections--;
      models.values().removeIf(gone -> !gone.discovered && gone.connections == 0);
    }
  }

  private void compare(String where) {
    List<PoolMember> members = pool.members();
    assertThat(members)
        .as(where)
        .extracting(PoolMember::toString)
        .containsExactlyElementsOf(models.keySet());
    for (PoolMember member : members) {
      Model model = models.get(member.toString());
      if (model.member != null) {
        assertThat(member).as(where + ": the same member").isSameAs(model.member);
      }
      model.member = member;
      assertThat(member.backend()).as(where).isEqualTo(model.backend);
      assertThat(member.live()).as(where).isEqualTo(model.live);
      assertThat(member.enabled()).as(where).isEqualTo(model.enabled);
      assertThat(member.draining()).as(where).isEqualTo(!model.discovered);
      assertThat(member.activeConnections()).as(where).isEqualTo(model.connections);
    }
    assertThat(balancer.sets.isEmpty() ? List.<Backend>of() : balancer.sets.getLast())
        .as(where)
        .isEqualTo(
            models.values().stream()
                .filter(model -> model.discovered && model.live && model.enabled)
                .map(model -> model.backend)
                .toList());
  }

  private interface Setter {
    void set(Model model, boolean on);
  }

  private interface PoolSetter {
    void set(PoolMember member, boolean on);
  }
}
