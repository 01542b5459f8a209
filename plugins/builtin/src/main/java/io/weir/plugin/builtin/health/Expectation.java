package io.weir.plugin.builtin.health;

import io.weir.api.config.EscapedText;
import io.weir.plugin.builtin.text.GoPattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the first bytes of an answer are to look like. */
interface Expectation {

  /** How many bytes of the answer are looked at. */
  int length();

  /** Whether they are as expected. */
  boolean isMetBy(byte[] answer) throws InterruptedException;

  /** Just these bytes. */
  static Expectation beginning(EscapedText text) {
    byte[] expected = text.toBytes();
    return new Expectation() {
      @Override
      public int length() {
        return expected.length;
      }

      @Override
      public boolean isMetBy(byte[] answer) {
        return Arrays.equals(expected, answer);
      }
    };
  }

  /** An expression that matches somewhere in them, taken as UTF-8. */
  static Expectation match(GoPattern pattern, int length) {
    return new Expectation() {
      @Override
      public int length() {
        return length;
      }

      @Override
      public boolean isMetBy(byte[] answer) throws InterruptedException {
        return pattern.find(new String(answer, StandardCharsets.UTF_8)).isPresent();
      }
    };
  }
}
