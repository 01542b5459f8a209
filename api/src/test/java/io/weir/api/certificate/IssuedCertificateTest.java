package io.weir.api.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IssuedCertificateTest {
  @Test
  void whatWasGivenAndWhatIsHandedOutCanBeChangedWithoutHarm() {
    byte[] leaf = {1, 2, 3};
    IssuedCertificate certificate = new IssuedCertificate(List.of(leaf));

    leaf[0] = 9;
    certificate.chain().getFirst()[1] = 9;

    assertThat(certificate.chain()).containsExactly(new byte[] {1, 2, 3});
  }

  @Test
  void chainsOfTheSameBytesAreEqual() {
    IssuedCertificate certificate = new IssuedCertificate(List.of(new byte[] {1}, new byte[] {2}));

    assertThat(certificate)
        .isEqualTo(new IssuedCertificate(List.of(new byte[] {1}, new byte[] {2})))
        .hasSameHashCodeAs(new IssuedCertificate(List.of(new byte[] {1}, new byte[] {2})))
        .isNotEqualTo(new IssuedCertificate(List.of(new byte[] {2}, new byte[] {1})));
  }

  @Test
  void aRenewalWindowEndsAfterItStarts() {
    Instant now = Instant.EPOCH;

    assertThatThrownBy(() -> new RenewalWindow(now, now, now))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: after start");
  }
}
