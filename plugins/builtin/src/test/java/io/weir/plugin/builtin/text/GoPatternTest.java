package io.weir.plugin.builtin.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.plugin.builtin.BackgroundCall;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class GoPatternTest {

  @ParameterizedTest
  @ValueSource(strings = {"(?P<max_connections>\\d+)", "(?<max_connections>\\d+)"})
  void namesGroupsInGosAndInJavasSpelling(String source) throws Exception {
    GoPattern pattern = GoPattern.parse(source);

    var match = pattern.find("up to 17 connections").orElseThrow();

    assertThat(pattern.hasGroup("max_connections")).isTrue();
    assertThat(pattern.group(match, "max_connections")).contains("17");
    assertThat(pattern.hasGroup("weight")).isFalse();
    assertThat(pattern.group(match, "weight")).isEmpty();
  }

  @Test
  void givesNothingForAGroupThatTookNoPart() throws Exception {
    GoPattern pattern = GoPattern.parse("(?P<a>x)|(?P<b>y)");

    assertThat(pattern.group(pattern.find("y").orElseThrow(), "a")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'^[[:alpha:]]+$', abc, true",
    "'^[[:alpha:]]+$', ab1, false",
    "'^[[:^alpha:]]+$', 123, true",
    "'^[[:alpha:][:digit:]_]+$', a_1, true",
    "'^[^[:space:]]+$', 'a b', false",
    "'^[]a]+$', ']a', true",
    "'^[^]a]+$', 'bc', true",
    "'^[^]a]+$', 'b]', false",
    "'^[a[]+$', 'a[', true",
    "'^[a-z&&[b]+$', 'q&[', true",
    "'^\\Q[[:alpha:]](?P<\\E$', '[[:alpha:]](?P<', true",
    "'^\\[\\(\\?P<$', '[(?P<', true",
    "'a(?=b)', ab, true",
    "'(?<=a)b', ab, true",
    "'(?<!a)b', ab, false",
    "'(?i)PONG', pong, true",
    "'\\x41\\.', 'A.', true",
  })
  void readsClassesAsGoDoes(String source, String text, boolean matches) throws Exception {
    assertThat(GoPattern.parse(source).find(text).isPresent()).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "[a", "[[:alfa:]]", "(?P<a", "(?P<1a>b)", "*", "(?P<a>b)(?P<a>c)", "\\"})
  void refusesWhatIsNoExpression(String source) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoPattern.parse(source))
        .withMessageStartingWith("a regular expression; ");
  }

  @Test
  void endsASearchThatWouldTakeForEverWhenInterrupted() throws Exception {
    GoPattern pattern = GoPattern.parse("^(([a-z])+.)+[A-Z]([a-z])+$");
    var begun = new CountDownLatch(1);

    try (var call =
        BackgroundCall.of(() -> {
          begun.countDown();
          return pattern.find("a".repeat(200));
        })) {
      begun.await();
      call.interrupt();

      assertThatThrownBy(call::answer).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void refusesATextThatIsTooLongForAnExpression() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoPattern.parse("^(a|b)*$").find("ab".repeat(1_000_000)))
        .withMessage("a text short enough for ^(a|b)*$");
  }
}
