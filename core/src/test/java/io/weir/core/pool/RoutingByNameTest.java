package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import io.weir.core.config.BackendsConfig;
import io.weir.core.config.EjectionConfig;
import io.weir.core.config.SniConfig;
import io.weir.core.config.SniConfig.Matching;
import io.weir.core.config.SniConfig.Unexpected;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may be chosen for a server name. */
@Timeout(60)
class RoutingByNameTest {
  private final TestBalancer balancer = new TestBalancer();
  private final BackendPool pool = BackendPool.fixed("web", balancer, List.of(), null);
  private final PoolWriter writer = pool.writer();

  /** A backend is written as its port, with what its {@code sni} is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # backends                 | name sent   | default, reject, any
          1=  2=a.test  3=b.test     | ''          | 1, 1, 1
          1=  2=a.test  3=b.test     | a.test      | 2, 2, 2
          1=  2=a.test  3=b.test     | x.example   | 1, -, 1 2 3
          1=  2=a.test  3=a.test     | a.test      | 2 3, 2 3, 2 3
          1=  2=        3=b.test     | x.example   | 1 2, -, 1 2 3
          2=a.test  3=b.test         | ''          | -, -, 2 3
          2=a.test  3=b.test         | b.test      | 3, 3, 3
          2=a.test  3=b.test         | x.example   | -, -, 2 3
          1=  2=                     | ''          | 1 2, 1 2, 1 2
          1=  2=                     | a.test      | 1 2, -, 1 2
          ''                         | ''          | -, -, -
          ''                         | a.test      | -, -, -
          """)
  void theWholeTableIsTheSameForBothWaysOfMatching(String backends, String name, String expected) {
    for (Matching matching : Matching.values()) {
      isComparedAsTheStrategySays(matching, backends, name, expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # matching | backends                | name sent     | default, reject, any
          EXACT      | 1=  2=A.Test            | a.test        | 2, 2, 2
          EXACT      | 1=  2=a.test            | www.a.test    | 1, -, 1 2
          EXACT      | 1=  2=a.*               | a.test        | 1, -, 1 2
          REGEXP     | 1=  2=A.Test            | a.test        | 2, 2, 2
          REGEXP     | 1=  2=a.test            | www.a.test.de | 2, 2, 2
          REGEXP     | 1=  2=^a\\.test$        | www.a.test    | 1, -, 1 2
          REGEXP     | 1=  2=a.*  3=test$      | a.test        | 2 3, 2 3, 2 3
          REGEXP     | 1=  2=a.*  3=test$      | b.test        | 3, 3, 3
          REGEXP     | 1=  2=.*                | ''            | 1 2, 1 2, 1 2
          REGEXP     | 1=  2=.*                | x.example     | 2, 2, 2
          REGEXP     | 2=.*  3=b               | ''            | 2, 2, 2
          REGEXP     | 1=  2=^$                | ''            | 1 2, 1 2, 1 2
          REGEXP     | 1=  2=(?i)^A\\.         | a.test        | 2, 2, 2
          REGEXP     | 1=  2=[a-               | a.test        | 1, -, 1 2
          """)
  void isComparedAsTheStrategySays(
      Matching matching, String backends, String name, String expected) {
    writer.setBackends(parse(backends));
    List<String> candidates = new ArrayList<>();
    for (Unexpected unexpected : List.of(Unexpected.DEFAULT, Unexpected.REJECT, Unexpected.ANY)) {
      writer.setRouting(section(matching, unexpected));
      candidates.add(candidates(name));
    }
    assertThat(String.join(", ", candidates)).as("%s", matching).isEqualTo(expected);
  }

  private static List<Backend> parse(String backends) {
    List<Backend> list = new ArrayList<>();
    for (String backend : backends.split(" +", -1)) {
      if (!backend.isEmpty()) {
        String[] parts = backend.split("=", 2);
        list.add(Backend.of("10.0.0.1", Integer.parseInt(parts[0])).withSni(parts[1]));
      }
    }
    return list;
  }

  private static SniConfig section(Matching matching, Unexpected unexpected) {
    return new SniConfig(Duration.ofSeconds(2), matching, unexpected);
  }

  /** Ports of all that one connection may get, by being refused by one after the other. */
  private String candidates(String name) {
    TestConnection connection = new TestConnection(name);
    Election election = pool.beginByName();
    TreeSet<Integer> ports = new TreeSet<>();
    AtomicInteger told = new AtomicInteger();
    if (!election.prepare(connection, told::incrementAndGet)) {
      assertThat(told).hasValue(1);
      assertThat(election.prepare(connection, told::incrementAndGet)).isTrue();
    }
    for (PoolMember member = election.elect(connection);
        member != null;
        member = election.elect(connection)) {
      ports.add(member.address().port());
      election.release(member);
    }
    return ports.isEmpty()
        ? "-"
        : ports.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  @Test
  void theOnlyBackendOfANameIsUsedEvenIfItIsEjected() {
    writer.setRouting(section(Matching.EXACT, Unexpected.ANY));
    writer.setRules(
        new BackendsConfig(
            Duration.ZERO,
            Duration.ZERO,
            0,
            BackendsConfig.OnBackendDown.KEEP,
            Optional.empty(),
            Optional.of(
                new EjectionConfig(
                    1, Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofHours(1), 50))));
    writer.setBackends(parse("1=a 2=b"));
    PoolMember ejected = pool.members().getFirst();
    ejected.conduct().failed();
    assertThat(ejected.state().word()).isEqualTo(BackendState.EJECTED);

    for (int i = 0; i < 10; i++) {
      assertThat(pool.beginByName().elect(new TestConnection("a"))).isSameAs(ejected);
      assertThat(pool.beginByName().elect(new TestConnection("b"))).isNotSameAs(ejected);
      assertThat(pool.beginByName().elect(new TestConnection("other"))).isNotSameAs(ejected);
    }
  }

  @Test
  void aNameWhoseBackendsAreAllDownIsOneThatNoneMatches() {
    writer.setRouting(section(Matching.EXACT, Unexpected.DEFAULT));
    writer.setBackends(parse("1= 2=a.test"));
    assertThat(candidates("a.test")).isEqualTo("2");

    writer.setLive(pool.members().getLast(), false, "");

    assertThat(candidates("a.test")).isEqualTo("1");
  }

  @Test
  void aNameWhoseBackendsAreFullHasNoOthers() {
    writer.setRouting(section(Matching.EXACT, Unexpected.ANY));
    writer.setBackends(
        List.of(
            Backend.of("10.0.0.1", 1),
            Backend.of("10.0.0.1", 2).withSni("a.test").withMaxConnections(1)));
    TestConnection connection = new TestConnection("a.test");
    assertThat(pool.beginByName().elect(connection)).isNotNull();

    assertThat(pool.beginByName().elect(connection)).isNull();
  }

  @Test
  void eachNameHasAChoiceOfItsOwnWhichStaysWhileItsBackendsDo() {
    writer.setRouting(section(Matching.EXACT, Unexpected.DEFAULT));
    List<Backend> backends = parse("1= 2=a.test 3=a.test 4=b.test");
    writer.setBackends(backends);
    assertThat(balancer.sets)
        .containsExactlyInAnyOrder(
            backends, backends.subList(0, 1), backends.subList(1, 3), backends.subList(3, 4));

    balancer.sets.clear();
    writer.setLive(pool.members().get(1), false, "");

    assertThat(balancer.sets)
        .containsExactlyInAnyOrder(
            List.of(backends.get(0), backends.get(2), backends.get(3)), backends.subList(2, 3));
  }

  @Test
  void namesThatTheSameExpressionsMatchShareAChoice() {
    writer.setRouting(section(Matching.REGEXP, Unexpected.DEFAULT));
    writer.setBackends(parse("1= 2=a 3=b"));
    balancer.sets.clear();

    for (int i = 0; i < 100; i++) {
      assertThat(candidates("a" + i)).isEqualTo("2");
    }

    assertThat(balancer.sets).containsExactly(parse("2=a"));
  }

  @Test
  void whatWasKnownOfANameIsForgottenWhenExpressionsCome() {
    writer.setRouting(section(Matching.REGEXP, Unexpected.DEFAULT));
    writer.setBackends(parse("1= 2=a"));
    assertThat(candidates("a.b")).isEqualTo("2");
    assertThat(candidates("b.c")).isEqualTo("1");

    writer.setBackends(parse("1= 2=a 3=b"));

    assertThat(candidates("a.b")).isEqualTo("2 3");
    assertThat(candidates("b.c")).isEqualTo("3");
  }

  @Test
  void aFlipOfHealthForgetsNoName() {
    writer.setRouting(section(Matching.REGEXP, Unexpected.DEFAULT));
    writer.setBackends(parse("1= 2=a 3=a"));
    assertThat(candidates("a.b")).isEqualTo("2 3");

    writer.setLive(pool.members().getLast(), false, "");

    assertThat(pool.beginByName().prepare(new TestConnection("a.b"), () -> {})).isTrue();
    assertThat(candidates("a.b")).isEqualTo("2");
  }

  @Test
  void namesOfStrangersPushOutTheOldestOnly() {
    writer.setRouting(section(Matching.REGEXP, Unexpected.DEFAULT));
    writer.setBackends(parse("1= 2=a"));
    for (int i = 0; i <= RegexpNames.MOST_NAMES; i++) {
      var _ = pool.beginByName().prepare(new TestConnection("x" + i), () -> {});
    }

    assertThat(pool.snapshot().routes().named()).hasSize(RegexpNames.MOST_NAMES);
    assertThat(pool.snapshot().routes().of("x0")).isNull();
    assertThat(pool.snapshot().routes().of("x1")).isNotNull();
  }

  @Test
  void noNameKeepsTheWriterBusy() {
    writer.setRouting(section(Matching.REGEXP, Unexpected.DEFAULT));
    writer.setBackends(parse("1= 2=^(a+)+$ 3=(a|aa)*b"));

    assertThat(candidates("a".repeat(254) + "!")).isEqualTo("1");
  }

  @Test
  void whatIsNoExpressionIsSaidOnceAndHurtsNoOther() {
    try (LogCapture log = new LogCapture(RegexpNames.class)) {
      writer.setRouting(section(Matching.REGEXP, Unexpected.DEFAULT));
      writer.setBackends(parse("1= 2=[a- 3=b"));
      writer.setBackends(parse("1= 2=[a- 3=b 4=c"));

      assertThat(candidates("b")).isEqualTo("3");
      assertThat(log.lines())
          .containsExactly(
              "WARN sni of a backend is no regular expression, no name matches it server=web"
                  + " sni=[a- reason=missing closing ]");
    }
  }

  @Test
  void whoWaitsForANameIsToldEvenIfThePoolIsClosed() {
    writer.setRouting(section(Matching.REGEXP, Unexpected.DEFAULT));
    writer.setBackends(parse("1= 2=a"));
    pool.close();
    writer.learn("a", () -> {});
    AtomicInteger told = new AtomicInteger();

    writer.learn("a", told::incrementAndGet);

    assertThat(told).hasValue(1);
    assertThat(candidates("a")).isEqualTo("-");
  }

  @Test
  void aFloodOfNamesIsTakenInTurnsSoThatOtherChangesComeInBetween() {
    List<String> told = new ArrayList<>();
    PendingChanges pending = new PendingChanges();
    for (int i = 0; i < 3 * PendingChanges.NAMES_AT_ONCE; i++) {
      String name = "n" + i;
      pending.name(name, () -> told.add(name));
      pending.name(name, () -> told.add(name));
    }

    assertThat(pending.take().names()).hasSize(PendingChanges.NAMES_AT_ONCE).contains("n0");
    pending.take().applied();

    assertThat(told).hasSize(2 * PendingChanges.NAMES_AT_ONCE);
    assertThat(pending.hasNames()).isTrue();
    pending.take().applied();
    assertThat(pending.hasNames()).isFalse();
    assertThat(told).hasSize(4 * PendingChanges.NAMES_AT_ONCE);
  }

  @Test
  void whoWaitsNoLongerIsNotKept() {
    PendingChanges pending = new PendingChanges();
    List<String> told = new ArrayList<>();
    Election.Waiter gone = () -> told.add("gone");
    pending.name("a", gone);
    pending.name("a", () -> told.add("stays"));
    pending.name("b", gone);

    pending.forget("a", gone);
    pending.forget("b", gone);
    pending.forget("c", gone);

    PendingChanges.Batch batch = pending.take();
    assertThat(batch.names()).containsExactly("a");
    batch.applied();
    assertThat(told).containsExactly("stays");
  }

  @Test
  void everybodyInAFloodIsTold() {
    Queue<Runnable> later = new ArrayDeque<>();
    PoolWriter slow =
        new PoolWriter(
            "web",
            new FailsafeBalancer(Subject.of("web"), balancer, Duration.ofSeconds(60)),
            Members.factory(true),
            PoolClock.SYSTEM,
            later::add);
    slow.setRouting(section(Matching.REGEXP, Unexpected.DEFAULT));
    slow.setBackends(parse("1= 2=a"));
    AtomicInteger told = new AtomicInteger();
    for (int i = 0; i < 1000; i++) {
      slow.learn("n" + i, told::incrementAndGet);
    }

    for (Runnable work = later.poll(); work != null; work = later.poll()) {
      work.run();
    }

    assertThat(told).hasValue(1000);
    assertThat(slow.snapshot().routes().named()).hasSize(1000);
  }

  @Test
  void whoBeganWithoutNamesIsNotAskedForOne() {
    writer.setRouting(section(Matching.EXACT, Unexpected.REJECT));
    writer.setBackends(parse("2=a.test"));

    assertThat(pool.begin().elect(new TestConnection())).isNotNull();
    assertThat(pool.beginByName().elect(new TestConnection())).isNull();
    writer.setRouting(null);
    assertThat(pool.beginByName().elect(new TestConnection("x"))).isNotNull();
  }

  @Test
  void aThousandNamesArePreparedByOneCall() {
    writer.setRouting(section(Matching.EXACT, Unexpected.DEFAULT));
    writer.setBackends(
        IntStream.range(0, 1000)
            .mapToObj(i -> Backend.of("10.0.0.1", i + 1).withSni("n" + i + ".test"))
            .toList());

    assertThat(balancer.sets).hasSize(1001);
    assertThat(balancer.threads).hasSize(1);
    assertThat(candidates("n17.test")).isEqualTo("18");
  }
}
