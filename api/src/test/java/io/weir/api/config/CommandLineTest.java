package io.weir.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

  @Test
  void takesATextAsAProgramWithoutSplittingIt() {
    assertThat(CommandLine.parse("/opt/my scripts/check.sh").words())
        .containsExactly("/opt/my scripts/check.sh");
  }

  @Test
  void takesAListAsAProgramAndItsArguments() {
    assertThat(CommandLine.parse(List.of("/bin/sh", "-c", "")).words())
        .containsExactly("/bin/sh", "-c", "");
  }

  @Test
  void refusesWhatNamesNoProgram() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandLine.parse(" "))
        .withMessage("a program, or a list [program, argument, ...]");
    assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.parse(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.parse("a\0b"));
  }
}
