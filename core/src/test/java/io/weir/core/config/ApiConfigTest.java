package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What belongs together in section {@code api}; no message shows a secret. */
class ApiConfigTest {
  private static final String HASH =
      "$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          basic_auth { login = a }                                | api.basic_auth.password: missing (expected: either this or `password_hash`)
          basic_auth { login = a, password = b, password_hash = b } | api.basic_auth.password: *** (expected: either this or `password_hash`)
          basic_auth { login = a, password_hash = hunter2 }       | api.basic_auth.password_hash: *** (expected: $pbkdf2-sha256$ROUNDS$SALT$HASH, as `weir hash-password` prints it, at most 5000000 rounds)
          basic_auth { login = "a:b", password = c }              | api.basic_auth.login: "a:b" (expected: a name without a colon)
          tokens.ci {}                                            | api.tokens.ci.token: missing (expected: either this or `token_sha256`)
          tokens.ci { token = a, token_sha256 = b }               | api.tokens.ci.token: *** (expected: either this or `token_sha256`)
          tokens.ci { token = " " }                               | api.tokens.ci.token: *** (expected: a text that is hard to guess)
          tokens.ci { token_sha256 = hunter2 }                    | api.tokens.ci.token_sha256: *** (expected: 64 hexadecimal digits)
          tokens.ci { token = a, scope = admin }                  | api.tokens.ci.scope: "admin" (expected: one of read, write)
          """)
  void whatDoesNotFitIsNamed(String keys, String line) {
    assertThat(TestTypes.problems(ConfigFormat.HOCON, "api { " + keys + " }"))
        .singleElement()
        .asString()
        .endsWith(line);
  }

  @Test
  void readsHashesAndTokens() {
    ApiConfig api =
        TestTypes.bind(
                "api { basic_auth { login = a, password_hash = \""
                    + HASH
                    + "\" }, tokens { ci { token = t }, ops { token_sha256 = \""
                    + "0".repeat(64)
                    + "\", scope = write } } }")
            .config()
            .api();
    assertThat(api.asksForCredentials()).isTrue();
    assertThat(api.tokens().get("ci").scope()).isEqualTo(ApiConfig.Scope.READ);
    assertThat(api.tokens().get("ops").scope()).isEqualTo(ApiConfig.Scope.WRITE);
    assertThat(api.toString()).doesNotContain(HASH);
    assertThat(TestTypes.bind("api {}").config().api().asksForCredentials()).isFalse();
  }
}
