package io.weir.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "https://example.com:8443/a/b?c=d",
        "HTTP://[::1]:80/",
      })
  void readsWebAddresses(String text) {
    assertThat(HttpUrl.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost:80", "ftp://localhost/", "http:///path", "http://a b/", "/path"})
  void refusesOthers(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpUrl.parse(text))
        .withMessage("http://host[:port]/path or https://...");
  }

  @Test
  void doesNotPrintThePassword() {
    HttpUrl url = HttpUrl.parse("https://user:secret@example.com/list");

    assertThat(url).hasToString("https://***@example.com/list");
    assertThat(url.uri().getUserInfo()).isEqualTo("user:secret");
  }

  @Test
  void givesWhatIsBeforeTheAtSignAsCredentials() {
    // The example of RFC 7617, section 2.1.
    assertThat(HttpUrl.parse("https://test:123%C2%A3@example.com/").basicAuthorization())
        .hasValue("Basic dGVzdDoxMjPCow==");
    assertThat(HttpUrl.parse("https://example.com/").basicAuthorization()).isEmpty();
  }
}
