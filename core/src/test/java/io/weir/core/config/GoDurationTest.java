package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations mean what they mean to Go, to the nanosecond and to the ends of its range. */
class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "+0, 0",
    "0s, 0",
    "10ns, 10",
    "11us, 11000",
    "12\u00b5s, 12000",
    "12\u03bcs, 12000",
    "300ms, 300000000",
    "5s, 5000000000",
    "-5s, -5000000000",
    "+5s, 5000000000",
    "5.s, 5000000000",
    ".5s, 500000000",
    "1.0040s, 1004000000",
    "15m, 900000000000",
    "1.5h, 5400000000000",
    "2h45m, 9900000000000",
    "10.5s4m, 250500000000",
    "-2m3.4s, -123400000000",
    "1s1s, 2000000000",
    "1h2m3s4ms5us6ns, 3723004005006",
    "0.3333333333333333333h, 1200000000000",
    "0.100000000000000000000h, 360000000000",
    "1.9ns, 1",
    "9007199254740993ns, 9007199254740993",
    "9223372036854775807ns, 9223372036854775807",
    "9223372036s854ms775us807ns, 9223372036854775807",
    "-9223372036854775808ns, -9223372036854775808"
  })
  void readsWhatGoReads(String text, long nanos) {
    assertThat(GoDuration.parse(text)).isEqualTo(Duration.ofNanos(nanos));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "-",
        "+",
        "s",
        ".",
        "-.",
        ".s",
        "+.s",
        "1d",
        "1S",
        " 1s",
        "1s ",
        "1 s",
        "--1s",
        "1s-1s",
        "1e3s",
        "1..5s",
        "00",
        "\u0663s",
        "1s\0",
        "3000000h",
        "9223372036854775808ns",
        "9223372036854ms775us808ns",
        "-9223372036854775809ns",
        "99999999999999999999s"
      })
  void refusesWhatGoRefuses(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoDuration.parse(text))
        .withMessage(GoDuration.EXPECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ns",
    "1100, 1.1\u00b5s",
    "2200000, 2.2ms",
    "3300000000, 3.3s",
    "60000000000, 1m0s",
    "245001000000, 4m5.001s",
    "3600000000000, 1h0m0s",
    "18367001000000, 5h6m7.001s",
    "480000000001, 8m0.000000001s",
    "-1500000000, -1.5s",
    "9223372036854775807, 2562047h47m16.854775807s",
    "-9223372036854775808, -2562047h47m16.854775808s"
  })
  void writesAsGoWrites(long nanos, String text) {
    assertThat(GoDuration.format(Duration.ofNanos(nanos))).isEqualTo(text);
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      // An arithmetic shift: all magnitudes and both signs come up.
      Duration duration = Duration.ofNanos(random.nextLong() >> random.nextInt(64));
      assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
    }
  }

  @Test
  void termsAddUp() {
    Random random = new Random(8);
    String[] units = {"ns", "us", "ms", "s", "m", "h"};
    long[] sizes = {1, 1_000, 1_000_000, 1_000_000_000, 60_000_000_000L, 3_600_000_000_000L};
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      long sum = 0;
      for (int terms = 1 + random.nextInt(5); terms > 0; terms--) {
        int unit = random.nextInt(units.length);
        int count = random.nextInt(10_000);
        text.append(count).append(units[unit]);
        sum += count * sizes[unit];
      }
      assertThat(GoDuration.parse(text.toString())).as("%s", text).isEqualTo(Duration.ofNanos(sum));
    }
  }
}
