package io.weir.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeapTrimTest {
  private static final long MIB = 1 << 20;

  private final DefaultEventLoop loop = new DefaultEventLoop();
  private long used;
  private long live;
  private int collections;
  private final HeapTrim trim = new HeapTrim(loop, () -> used, this::collect);

  private void collect() {
    collections++;
    used = live;
  }

  @AfterEach
  void stop() {
    loop.shutdownGracefully();
  }

  @Test
  void aSmallHeapIsLeftAlone() {
    used = HeapTrim.LEAST;
    trim.look();

    assertThat(collections).isZero();
  }

  @Test
  void whatHasGrownIsCollected() {
    live = 10 * MIB;
    used = HeapTrim.LEAST + 1;
    trim.look();
    trim.look();

    assertThat(collections).isEqualTo(1);
  }

  @Test
  void aHeapThatIsFullOfUseIsNotCollectedAgainAndAgain() {
    live = 200 * MIB;
    used = 210 * MIB;
    trim.look();
    for (used = live; used <= HeapTrim.GROWTH * live; used += 10 * MIB) {
      trim.look();
    }
    assertThat(collections).isEqualTo(1);

    used = HeapTrim.GROWTH * live + 1;
    trim.look();
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void whatIsGivenBackCountsNoLongerAsUsed() {
    live = 200 * MIB;
    used = 210 * MIB;
    trim.look();
    live = 10 * MIB;
    used = HeapTrim.GROWTH * 200 * MIB + 1;
    trim.look();
    used = HeapTrim.LEAST + 1;
    trim.look();

    assertThat(collections).isEqualTo(3);
  }
}
