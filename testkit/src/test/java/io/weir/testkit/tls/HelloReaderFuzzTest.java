package io.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.weir.core.hello.ClientHello;
import io.weir.core.hello.HelloReader;
import io.weir.core.hello.HelloReader.Progress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Looks for bytes that do harm to the reader of ClientHellos. It runs where it is asked for,
 * because it changes the classes of the whole JVM:
 *
 * <pre>JAZZER_FUZZ=1 mvn -pl testkit -am test -Dtest=HelloReaderFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * <p>What it finds is kept beside the inputs that every build runs, by {@link HelloReaderTest}.
 */
@EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = "1")
class HelloReaderFuzzTest {
  /** Where the inputs are kept; the name is Jazzer's. */
  static final Path INPUTS =
      Path.of(
          "src/test/resources/io/weir/testkit/tls/HelloReaderFuzzTestInputs",
          "cutsDoNotMatterAndNamesAreNames");

  /** Of the longest hello, and of the headers of the records that it may come in. */
  private static final int MOST_BYTES = HelloReader.MOST + 8 * 1024;

  /** What came of some bytes. */
  private record Outcome(Progress progress, ClientHello hello) {}

  @FuzzTest(maxDuration = "2m")
  void cutsDoNotMatterAndNamesAreNames(byte[] bytes) {
    assertDoNoHarm(bytes);
  }

  /** However bytes are cut, they are read the same, and what is read can go into a log. */
  static void assertDoNoHarm(byte[] bytes) {
    Outcome whole = read(bytes, Math.max(1, bytes.length));

    assertThat(read(bytes, 1)).isEqualTo(whole);
    assertThat(read(bytes, 7)).isEqualTo(whole);
    assertThat(whole.hello().serverName()).matches("[!-~&&[^\"\\\\A-Z]]{0,255}");
    assertThat(whole.hello().protocols().stream().mapToInt(String::length).sum())
        .isLessThanOrEqualTo(bytes.length);
  }

  private static Outcome read(byte[] bytes, int segment) {
    HelloReader reader = new HelloReader();
    Progress progress = Progress.INCOMPLETE;
    int taken = 0;
    while (taken < bytes.length && progress == Progress.INCOMPLETE) {
      ByteBuffer next = ByteBuffer.wrap(bytes, taken, Math.min(segment, bytes.length - taken));
      progress = reader.add(next);
      assertThat(next.hasRemaining() && progress == Progress.INCOMPLETE).isFalse();
      taken = next.position();
    }
    assertThat(taken).isLessThanOrEqualTo(MOST_BYTES);
    return new Outcome(progress, reader.hello());
  }
}
