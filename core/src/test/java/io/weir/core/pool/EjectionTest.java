package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.pool.MemberState.Why;
import org.junit.jupiter.api.Test;

/** What follows from failed connections. */
class EjectionTest extends PoolOverTime {

  @Test
  void failuresInARowEjectForAGrowingTime() {
    writer.setRules(ejection(3, 100));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember member = member("10.0.0.1:80");

    fail(member, 2);
    member.conduct().answered();
    fail(member, 2);
    assertState("10.0.0.1:80", BackendState.UP, Why.INITIAL);
    fail(member, 1);

    assertState("10.0.0.1:80", BackendState.EJECTED, Why.CONNECTIONS_FAILED);
    assertThat(member.state().detail()).isEqualTo("3 connections in a row failed");
    assertThat(elected(20)).containsOnly("10.0.0.2:80");
    scheduler.advance(SECOND.multipliedBy(10));
    assertState("10.0.0.1:80", BackendState.UP, Why.EJECTION_OVER);

    fail(member, 3);
    scheduler.advance(SECOND.multipliedBy(19));
    assertState("10.0.0.1:80", BackendState.EJECTED, Why.CONNECTIONS_FAILED);
    scheduler.advance(SECOND);
    assertState("10.0.0.1:80", BackendState.UP, Why.EJECTION_OVER);

    fail(member, 3);
    scheduler.advance(SECOND.multipliedBy(25));
    assertThat(member.state().word()).as("max_time").isEqualTo(BackendState.UP);

    scheduler.advance(SECOND.multipliedBy(26));
    fail(member, 3);
    scheduler.advance(SECOND.multipliedBy(10));
    assertThat(member.state().word()).as("it was well for max_time").isEqualTo(BackendState.UP);
  }

  @Test
  void neverMoreThanSoManyPercentAreEjected() {
    writer.setRules(ejection(1, 50));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80"));

    pool.members().forEach(member -> member.conduct().failed());

    assertThat(pool.members())
        .extracting(member -> member.state().word())
        .containsExactly(BackendState.EJECTED, BackendState.UP, BackendState.UP);
    assertThat(log.lines())
        .contains(
            "WARN backend fails and stays, as max_ejected_percent are ejected already server=web"
                + " backend=10.0.0.2:80 ejected=1 backends=3");
  }

  @Test
  void whoIsEjectedIsStillBetterThanNobody() {
    writer.setRules(ejection(1, 100));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    writer.setLive(member("10.0.0.1:80"), false, "refused");

    fail(member("10.0.0.2:80"), 1);

    assertState("10.0.0.2:80", BackendState.EJECTED, Why.CONNECTIONS_FAILED);
    assertThat(elected(5)).containsOnly("10.0.0.2:80");
  }

  @Test
  void anEarlyResetIsAFailureAndALongSilenceIsNone() {
    writer.setRules(ejection(1, 100));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember member = member("10.0.0.1:80");

    member.conduct().keptSilent(false, 1);
    member.conduct().keptSilent(true, SECOND.toNanos());
    assertState("10.0.0.1:80", BackendState.UP, Why.INITIAL);
    member.conduct().keptSilent(true, SECOND.toNanos() - 1);

    assertState("10.0.0.1:80", BackendState.EJECTED, Why.CONNECTIONS_FAILED);
  }

  @Test
  void withoutTheSectionNothingIsEjected() {
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));

    fail(member("10.0.0.1:80"), 100);

    assertState("10.0.0.1:80", BackendState.UP, Why.INITIAL);
  }

  @Test
  void checksThatFailEndAnEjection() {
    writer.setRules(ejection(1, 50));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    PoolMember first = member("10.0.0.1:80");
    fail(first, 1);

    writer.setLive(first, false, "refused");
    fail(member("10.0.0.2:80"), 1);
    writer.setLive(first, true, "");

    assertState("10.0.0.1:80", BackendState.UP, Why.CHECK_PASSED);
    assertState("10.0.0.2:80", BackendState.EJECTED, Why.CONNECTIONS_FAILED);
  }

  @Test
  void failuresThatCannotEjectAskTheWriterForNothing() {
    writer.setRules(ejection(1, 50));
    writer.setBackends(Members.backends("10.0.0.1:80"));
    PoolMember only = member("10.0.0.1:80");
    fail(only, 1);

    fail(only, 1000);

    assertThat(log.lines()).hasSize(1);
    assertState("10.0.0.1:80", BackendState.UP, Why.INITIAL);
  }
}
