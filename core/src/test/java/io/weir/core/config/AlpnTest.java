package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlpnTest {

  @Test
  void isOneProtocolSeveralOrTheWord() {
    assertThat(Alpn.parse("h2").protocols()).containsExactly("h2");
    assertThat(Alpn.parse(List.of("h2", "http/1.1")).protocols()).containsExactly("h2", "http/1.1");
    assertThat(Alpn.parse("passthrough").isPassedThrough()).isTrue();
    assertThat(Alpn.parse("h2").isPassedThrough()).isFalse();
  }

  @Test
  void isWrittenAsItIsRead() {
    assertThat(Alpn.parse(List.of("h2", "http/1.1")).written())
        .isEqualTo(List.of("h2", "http/1.1"));
    assertThat(Alpn.parse("passthrough").written()).isEqualTo("passthrough");
  }

  @Test
  void refusesWhatCannotBeOne() {
    for (List<String> wrong :
        List.of(
            List.<String>of(),
            List.of(""),
            List.of("a b"),
            List.of("\u00e4"),
            List.of("x".repeat(256)),
            Collections.nCopies(17, "x"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Alpn.parse(wrong))
          .withMessageStartingWith("application protocols, e.g. [h2, \"http/1.1\"]");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Alpn.parse(List.of("passthrough", "h2")))
        .withMessage("\"passthrough\" alone, or protocols");
  }

  @Test
  void passesOnWhatAClientCanHaveMeant() {
    assertThat(Alpn.passable(List.of("h2", "", "\u00ca\u00ca", "http/1.1")))
        .containsExactly("h2", "http/1.1");
    assertThat(Alpn.passable(Collections.nCopies(1000, "x"))).hasSize(16);
  }
}
