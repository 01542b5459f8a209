package io.weir.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.MetricsScope.Counter;
import io.weir.core.stats.PluginMetrics.Sample;
import io.weir.core.stats.PluginMetrics.Scope;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginMetricsTest {
  private final PluginMetrics metrics = new PluginMetrics();

  @Test
  void sameNameIsTheSameCounter() {
    Scope scope = metrics.open("p", "web");
    scope.counter("n", "N.").add(2);
    scope.counter("n", "N.").increment();
    metrics.open("p", "web").counter("n", "N.").increment();

    assertThat(metrics.collect())
        .containsExactly(
            new Sample("weir_plugin_p_n", PluginMetrics.Type.COUNTER, "N.", "p", "web", 4));
  }

  @Test
  void counterGoesOnWhileAProductIsReplacedByANewOne() {
    Scope before = metrics.open("p", "web");
    before.counter("n", "N.").add(2);
    Scope after = metrics.open("p", "web");
    Counter counter = after.counter("n", "N.");
    before.close();
    counter.increment();

    assertThat(metrics.collect()).extracting(Sample::value).containsExactly(3.0);
    after.close();
    assertThat(metrics.collect()).isEmpty();
  }

  @Test
  void gaugeIsReadFromTheNewestProduct() {
    Scope before = metrics.open("p", "web");
    before.gauge("g", "G.", () -> 1);
    Scope after = metrics.open("p", "web");
    after.gauge("g", "G.", () -> 2);
    before.close();

    assertThat(metrics.collect()).extracting(Sample::value).containsExactly(2.0);
    after.close();
    assertThat(metrics.collect()).isEmpty();
  }

  @Test
  void gaugeThatHangsIsLeftOutAndHoldsUpTheOthersOnce() throws Exception {
    Scope scope = metrics.open("p", "web");
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    scope.counter("z", "Z.");
    scope.gauge(
        "a",
        "A.",
        () -> {
          while (end.getCount() > 0) {
            Thread.onSpinWait();
          }
          ended.countDown();
          return 1;
        });
    scope.gauge("b", "B.", () -> 2);

    assertThat(metrics.collect()).extracting(Sample::name).containsExactly("weir_plugin_p_z");
    assertThat(metrics.collect())
        .extracting(Sample::name)
        .containsExactly("weir_plugin_p_z", "weir_plugin_p_b");
    end.countDown();
    ended.await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "1a", "a-b", "a b", "a{x=\"y\"}", "a\nb", "é"})
  void malformedNamesAreRefused(String name) {
    assertThatThrownBy(() -> metrics.open("p", "web").counter(name, "Help."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: lower-case letters");
  }

  @Test
  void oneNameIsOneType() {
    Scope scope = metrics.open("p", "web");
    scope.counter("n", "N.");
    assertThatThrownBy(() -> scope.gauge("n", "N.", () -> 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Ids may hold a dash where names hold an underscore: a-b's c and a's b_c meet. */
  @Test
  void oneNameIsOnePlugins() {
    metrics.open("a-b", "web").counter("c", "C.");
    assertThatThrownBy(() -> metrics.open("a", "web").counter("b_c", "C."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plugin a-b");
  }

  @Test
  void namesAreBoundedPerPlugin() {
    Scope scope = metrics.open("p", "web");
    for (int i = 0; i < PluginMetrics.MAX_NAMES; i++) {
      scope.counter("n" + i, "N.");
    }
    scope.counter("n0", "N.").increment();
    metrics.open("q", "web").counter("n", "N.");
    assertThatThrownBy(() -> scope.counter("more", "N."))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("at most 100");
  }

  @Test
  void nothingCanBeRegisteredAfterClose() {
    Scope scope = metrics.open("p", "web");
    scope.close();
    assertThatThrownBy(() -> scope.counter("n", "N.")).isInstanceOf(IllegalStateException.class);
    assertThat(metrics.collect()).isEmpty();
  }

  @Test
  void countersOnlyGrow() {
    Counter counter = metrics.open("p", "web").counter("n", "N.");
    assertThatThrownBy(() -> counter.add(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void helpIsOneLine() {
    metrics.open("p", "web").counter("n", "one\n# HELP two");
    assertThat(metrics.collect()).extracting(Sample::help).containsExactly("one # HELP two");
  }
}
