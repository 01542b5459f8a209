package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.Backend;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The rules for a {@link Discovery}. Extend it, name your factory and a configuration whose source
 * answers; give the other two configurations where your source can fail and hang. Start and stop
 * the source in {@code @BeforeEach} and {@code @AfterEach} methods of your own.
 */
public abstract class DiscoveryContract extends ExtensionContract<Discovery> {
  private static final Duration FETCH_LIMIT = Duration.ofSeconds(30);

  @Override
  protected abstract DiscoveryFactory<?> factory();

  /** The backends that the source of {@link #config()} tells of, in any order. */
  protected abstract List<Backend> expected();

  /** A configuration whose source fails; empty if it cannot. */
  protected Optional<Record> failingConfig() {
    return Optional.empty();
  }

  /** A configuration whose source never answers; empty if there is nothing to wait for. */
  protected Optional<Record> hangingConfig() {
    return Optional.empty();
  }

  @Test
  void defaultTimeoutIsNotNegative() {
    assertThat(factory().defaultTimeout()).isGreaterThanOrEqualTo(Duration.ZERO);
  }

  @Test
  void fetchFindsWhatTheSourceTells() throws Exception {
    Discovery discovery = create();
    assertThat(callWithin(FETCH_LIMIT, discovery::fetch))
        .doesNotContainNull()
        .containsExactlyInAnyOrderElementsOf(expected());
  }

  @Test
  void fetchFindsTheSameAgain() throws Exception {
    Discovery discovery = create();
    List<Backend> first = List.copyOf(callWithin(FETCH_LIMIT, discovery::fetch));
    assertThat(callWithin(FETCH_LIMIT, discovery::fetch))
        .containsExactlyInAnyOrderElementsOf(first);
  }

  @Test
  void productsDoNotDisturbEachOther() throws Exception {
    Discovery first = createToClose();
    Discovery second = create();
    var _ = callWithin(FETCH_LIMIT, first::fetch);
    first.close();
    assertThat(callWithin(FETCH_LIMIT, second::fetch))
        .containsExactlyInAnyOrderElementsOf(expected());
  }

  @Test
  void failureIsAnExceptionThatTellsAnOperatorWhy() throws Exception {
    assumeTrue(failingConfig().isPresent(), "this source cannot fail");
    Discovery discovery = create(failingConfig().orElseThrow());
    Throwable failure = catchThrowable(() -> callWithin(FETCH_LIMIT, discovery::fetch));
    assertThat(failure).isInstanceOf(Exception.class);
    assertThat(failure.getMessage()).isNotBlank();
  }

  @Test
  void fetchEndsWhenInterrupted() throws Exception {
    assumeTrue(hangingConfig().isPresent(), "this source cannot hang");
    Discovery discovery = create(hangingConfig().orElseThrow());
    assertEndsWhenInterrupted(discovery::fetch);
  }

  @Test
  void watchEndsWhenInterrupted() throws Exception {
    Discovery discovery = create();
    var _ = callWithin(FETCH_LIMIT, discovery::fetch);
    // One that does not watch returns at once.
    var _ =
        endsAtTheLatestWhenInterrupted(() -> {
          discovery.watch(_ -> {});
          return true;
        });
  }
}
