package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.CertificateStore.Lock;
import io.weir.api.certificate.CertificateStoreFactory;
import io.weir.core.plugin.ExtensionException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * The rules for a {@link CertificateStore}. Extend it, and name your factory and a configuration;
 * all products of that configuration are one store, empty before each test.
 */
public abstract class CertificateStoreContract extends ExtensionContract<CertificateStore> {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** How long a holder may stay silent. A store may round it up. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  private static final byte[] ONE = "one".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "the other".getBytes(StandardCharsets.UTF_8);

  private static final List<String> NAMES =
      List.of(
          "example.org",
          "*.example.org",
          "example.org+rsa",
          "acme_account+key",
          "accounts/ca.example-0a1b2c3d",
          "a/b/c/d",
          "UPPER.case",
          "-");

  private static final List<String> OTHER_NAMES =
      List.of("", "/", "/a", "a/", "a//b", "..", "../a", "a/../b", ".a", "a/.b", "a b", "a%2e");

  @Override
  protected abstract CertificateStoreFactory<?> factory();

  @Test
  void hasNothingThatWasNotSaved() throws Exception {
    CertificateStore store = create();
    assertThat(callWithin(LIMIT, () -> store.load("example.org"))).isEmpty();
  }

  @Test
  void findsWhatWasSaved() throws Exception {
    CertificateStore store = create();
    for (String name : NAMES) {
      save(store, name, name.getBytes(StandardCharsets.UTF_8));
    }
    for (String name : NAMES) {
      assertThat(load(store, name)).contains(name.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void takesEveryByte() throws Exception {
    CertificateStore store = create();
    byte[] bytes = new byte[16 * 1024];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    save(store, "bytes", bytes);
    assertThat(load(store, "bytes")).contains(bytes);
  }

  @Test
  void putsTheNewInPlaceOfTheOld() throws Exception {
    CertificateStore store = create();
    save(store, "example.org", OTHER);
    save(store, "example.org", ONE);
    assertThat(load(store, "example.org")).contains(ONE);
  }

  @Test
  void keepsNamesApart() throws Exception {
    CertificateStore store = create();
    save(store, "example.org", ONE);
    save(store, "*.example.org", OTHER);
    save(store, "example.org.uk", OTHER);
    assertThat(load(store, "example.org")).contains(ONE);
    assertThat(load(store, "example")).isEmpty();
  }

  @Test
  void deletes() throws Exception {
    CertificateStore store = create();
    save(store, "example.org", ONE);
    save(store, "example.org+rsa", OTHER);
    delete(store, "example.org");
    assertThat(load(store, "example.org")).isEmpty();
    assertThat(load(store, "example.org+rsa")).contains(OTHER);
    assertThatCode(() -> delete(store, "example.org")).doesNotThrowAnyException();
  }

  @Test
  void refusesOtherNames() throws Exception {
    CertificateStore store = create();
    for (String name : OTHER_NAMES) {
      assertRefused(name, () -> load(store, name));
      assertRefused(name, () -> save(store, name, ONE));
      assertRefused(name, () -> delete(store, name));
      assertRefused(name, () -> lock(store, name));
    }
  }

  /** weir's guard, which a packaged store has, says the exception's name in a message. */
  private static void assertRefused(String name, ThrowingCallable call) {
    assertThatThrownBy(call)
        .as(name)
        .satisfiesAnyOf(
            thrown -> assertThat(thrown).isInstanceOf(IllegalArgumentException.class),
            thrown ->
                assertThat(thrown)
                    .isInstanceOf(ExtensionException.class)
                    .hasMessageContaining("IllegalArgumentException"));
  }

  @Test
  void outlivesAProduct() throws Exception {
    CertificateStore first = createToClose();
    save(first, "example.org", ONE);
    CertificateStore second = create();
    assertThat(load(second, "example.org")).contains(ONE);
    first.close();
    assertThat(load(second, "example.org")).contains(ONE);
  }

  @Test
  void showsTheOldOrTheNewAndNothingInBetween() throws Exception {
    CertificateStore writing = create();
    CertificateStore reading = create();
    byte[] old = filled((byte) 'a', 40_000);
    byte[] next = filled((byte) 'b', 20_000);
    save(writing, "example.org", old);
    FutureTask<Boolean> writer =
        new FutureTask<>(() -> {
          for (int i = 0; i < 20; i++) {
            writing.save("example.org", i % 2 == 0 ? next : old);
          }
          return true;
        });
    Thread.ofPlatform().daemon().start(writer);
    while (!writer.isDone()) {
      byte[] seen = reading.load("example.org").orElseThrow();
      assertThat(Arrays.equals(seen, old) || Arrays.equals(seen, next)).isTrue();
    }
    assertThat(writer.get()).isTrue();
  }

  @Test
  void locksOutTheOtherProduct() throws Exception {
    CertificateStore first = create();
    CertificateStore second = create();
    Lock held = lock(first, "example.org");
    assertThat(held.isHeld()).isTrue();
    assertEndsWhenInterrupted(() -> second.lock("example.org", LEASE));
    held.close();
    try (Lock next = lock(second, "example.org")) {
      assertThat(next.isHeld()).isTrue();
    }
  }

  @Test
  void locksOutTheSameProduct() throws Exception {
    CertificateStore store = create();
    Lock held = lock(store, "example.org");
    assertEndsWhenInterrupted(() -> store.lock("example.org", LEASE));
    // Whoever gave up has not taken the lock from its holder.
    assertEndsWhenInterrupted(() -> store.lock("example.org", LEASE));
    assertThat(held.isHeld()).isTrue();
    held.close();
    lock(store, "example.org").close();
  }

  @Test
  void locksNamesApartFromEachOtherAndFromEntries() throws Exception {
    CertificateStore store = create();
    try (Lock _ = lock(store, "example.org");
        Lock _ = lock(store, "a/example.org")) {
      save(store, "example.org", ONE);
      assertThat(load(store, "example.org")).contains(ONE);
      delete(store, "example.org");
    }
  }

  @Test
  void letsOneInAfterTheOther() throws Exception {
    CertificateStore first = create();
    CertificateStore second = create();
    AtomicInteger inside = new AtomicInteger();
    FutureTask<Boolean> one = new FutureTask<>(() -> takesTurns(first, inside));
    FutureTask<Boolean> other = new FutureTask<>(() -> takesTurns(second, inside));
    Thread.ofPlatform().daemon().start(one);
    Thread.ofPlatform().daemon().start(other);
    assertThat((boolean) callWithin(LIMIT, one::get)).isTrue();
    assertThat((boolean) callWithin(LIMIT, other::get)).isTrue();
  }

  private static boolean takesTurns(CertificateStore store, AtomicInteger inside) throws Exception {
    for (int i = 0; i < 5; i++) {
      try (Lock _ = store.lock("example.org", LEASE)) {
        if (inside.incrementAndGet() != 1) {
          fail("two hold the lock");
        }
        inside.decrementAndGet();
      }
    }
    return true;
  }

  private static byte[] filled(byte value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, value);
    return bytes;
  }

  private static Lock lock(CertificateStore store, String name) throws Exception {
    return callWithin(LIMIT, () -> store.lock(name, LEASE));
  }

  private static Optional<byte[]> load(CertificateStore store, String name) throws Exception {
    return callWithin(LIMIT, () -> store.load(name));
  }

  private static void save(CertificateStore store, String name, byte[] value) throws Exception {
    runWithin(LIMIT, () -> store.save(name, value));
  }

  private static void delete(CertificateStore store, String name) throws Exception {
    runWithin(LIMIT, () -> store.delete(name));
  }
}
