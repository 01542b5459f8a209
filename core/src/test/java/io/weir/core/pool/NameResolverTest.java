package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

@ExtendWith(MockitoExtension.class)
class NameResolverTest {
  private static final InetAddress ONE = InetAddress.ofLiteral("10.0.0.1");
  private static final InetAddress TWO = InetAddress.ofLiteral("10.0.0.2");

  /** A period with all the jitter it may get. */
  private static final Duration LONGEST_PERIOD = Duration.ofSeconds(36);

  @Mock private AddressLookup lookup;
  private final ManualScheduler scheduler = new ManualScheduler();
  private final PoolMember member = Members.live("db.example:80");
  private final NameResolver resolver =
      new NameResolver(host ->
          new HostName(
              "web",
              host,
              lookup,
              task -> scheduler.start("names", task),
              scheduler,
              PoolMember::resolveTo));
  private LogCapture log;

  @BeforeEach
  void captureLog() {
    log = new LogCapture(HostName.class);
  }

  @AfterEach
  void releaseLog() {
    log.close();
  }

  @Test
  void aNameIsLookedUpAtOnceAndAgainAndAgain() throws Exception {
    when(lookup.lookUp("db.example")).thenReturn(List.of(ONE)).thenReturn(List.of(TWO));

    resolver.follow(List.of(member));
    scheduler.runWork();
    assertThat(member.resolved()).isEqualTo(new InetSocketAddress(ONE, 80));

    scheduler.advance(Duration.ofMillis(29_999));
    verify(lookup, times(1)).lookUp("db.example");
    scheduler.advance(Duration.ofMillis(6_001));
    assertThat(member.resolved()).isEqualTo(new InetSocketAddress(TWO, 80));
  }

  @Test
  void anIpAddressNeverTouchesTheNameService() {
    List<PoolMember> literals =
        List.of(
            Members.live("10.0.0.1:80"), Members.live("[::1]:80"), Members.live("[fe80::a%1]:80"));

    resolver.follow(literals);
    scheduler.advance(LONGEST_PERIOD);

    verifyNoInteractions(lookup);
    assertThat(literals).allMatch(literal -> literal.resolved() != null);
    assertThat(literals.get(1).resolved())
        .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("::1"), 80));
  }

  @Test
  void namesThatEndInADigitAreNames() throws Exception {
    when(lookup.lookUp("db1")).thenReturn(List.of(ONE));
    PoolMember named = Members.live("db1:80");

    resolver.follow(List.of(named));
    scheduler.runWork();

    assertThat(named.resolved()).isEqualTo(new InetSocketAddress(ONE, 80));
  }

  @Test
  void membersWithOneNameShareALookUp() throws Exception {
    when(lookup.lookUp("db.example")).thenReturn(List.of(ONE));
    PoolMember other = Members.live("db.example:81");
    PoolMember third = Members.live("db.example:82");

    resolver.follow(List.of(member, other));
    scheduler.runWork();
    resolver.follow(List.of(member, other, third));
    scheduler.runWork();

    verify(lookup, times(1)).lookUp("db.example");
    assertThat(other.resolved()).isEqualTo(new InetSocketAddress(ONE, 81));
    assertThat(third.resolved()).isEqualTo(new InetSocketAddress(ONE, 82));
  }

  @Test
  void ofSeveralAddressesTheOneInUseStays() throws Exception {
    when(lookup.lookUp("db.example"))
        .thenReturn(List.of(ONE, TWO))
        .thenReturn(List.of(TWO, ONE))
        .thenReturn(List.of(TWO));
    resolver.follow(List.of(member));

    scheduler.advance(LONGEST_PERIOD);
    assertThat(member.resolved()).isEqualTo(new InetSocketAddress(ONE, 80));
    scheduler.advance(LONGEST_PERIOD);
    assertThat(member.resolved()).isEqualTo(new InetSocketAddress(TWO, 80));
  }

  @Test
  void whenLookingUpFailsTheLastAddressStaysAndOneWarningIsGiven() throws Exception {
    when(lookup.lookUp("db.example"))
        .thenReturn(List.of(ONE))
        .thenThrow(new UnknownHostException("db.example: Name or service not known"))
        .thenThrow(new UnknownHostException("db.example: Name or service not known"))
        .thenReturn(List.of(ONE));
    resolver.follow(List.of(member));

    scheduler.advance(LONGEST_PERIOD.multipliedBy(2));
    assertThat(member.resolved()).isEqualTo(new InetSocketAddress(ONE, 80));
    scheduler.advance(LONGEST_PERIOD.multipliedBy(3));

    assertThat(log.lines())
        .containsExactly(
            "WARN name resolution fails server=web host=db.example"
                + " reason=UnknownHostException: db.example: Name or service not known failures=1",
            "INFO name resolution works again server=web host=db.example failures=2");
  }

  @Test
  void aNameThatWasNeverResolvedIsTriedMoreOften() throws Exception {
    when(lookup.lookUp("db.example"))
        .thenThrow(new UnknownHostException("db.example"))
        .thenReturn(List.of(ONE));
    resolver.follow(List.of(member));
    scheduler.runWork();
    assertThat(member.resolved()).isNull();

    scheduler.advance(Duration.ofSeconds(6));

    assertThat(member.resolved()).isEqualTo(new InetSocketAddress(ONE, 80));
  }

  @Test
  void whoseMembersAreGoneIsLookedUpNoMore() throws Exception {
    when(lookup.lookUp("db.example")).thenReturn(List.of(ONE));
    resolver.follow(List.of(member));
    scheduler.runWork();
    clearInvocations(lookup);

    resolver.follow(List.of());
    scheduler.advance(LONGEST_PERIOD.multipliedBy(3));

    verify(lookup, never()).lookUp(anyString());
    assertThat(scheduler.timers()).isZero();
  }

  @Test
  void onceClosedNothingIsLookedUp() throws Exception {
    resolver.follow(List.of(member));
    resolver.close();
    resolver.follow(List.of(member));

    scheduler.advance(LONGEST_PERIOD);

    verify(lookup, never()).lookUp(any());
    assertThat(member.resolved()).isNull();
  }
}
