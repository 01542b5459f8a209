package io.weir.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateKey;
import io.weir.api.certificate.Challenges;
import io.weir.api.certificate.IssuanceException;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.discovery.Discovery;
import io.weir.core.config.ExtensionKind;
import io.weir.core.plugin.ExtensionException;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.testkit.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

/**
 * Whatever a plugin's product does, weir gets an answer in time or one line that names the plugin.
 */
class PluginProductTest extends PluginTest {
  private Discovery create(ExtensionRegistries registries) {
    return registries
        .discoveries()
        .create("x", config(registries, ExtensionKind.DISCOVERY, "x"), "web");
  }

  private String line(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).replace(folder + "/", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw new IllegalStateException(\"no luck\");|IllegalStateException: no luck",
        "throw new java.io.IOException(\"no\\nluck\");|no luck",
        "throw new java.io.IOException();|IOException",
        "throw new java.nio.file.NoSuchFileException(\"/a\");|NoSuchFileException: /a",
        "throw new java.net.UnknownHostException(\"db\");|UnknownHostException: db",
        "throw new StackOverflowError();|StackOverflowError at x.Entry$1.create(Entry.java:17)",
        "Object o = List.of(); o = ((List<?>) o).get(0);|ArrayIndexOutOfBoundsException: Index 0 out of bounds for length 0 at x.Entry$1.create(Entry.java:17)",
        "throw new OutOfMemoryError(\"Java heap space\");|OutOfMemoryError: Java heap space",
        "throw new NoSuchMethodError(\"void lib.A.b()\");|NoSuchMethodError: void lib.A.b()",
        "throw new AssertionError(\"never\");|AssertionError: never",
        "throw new Hostile();|x.Entry$Hostile",
        "return null;|it returned null",
      })
  void createThatThrowsIsOneLine(String body, String reason) {
    discoveryCreatedBy("x", "x", "if (true) { " + body + " } return null;")
        .source(
            "x.Entry", source("x", "if (true) { " + body.replace("\n", "\\n") + " } return null;"))
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load()) {
      Throwable thrown = catchThrowable(() -> create(registries));
      assertThat(thrown).isInstanceOf(ExtensionException.class).hasNoCause();
      assertThat(line(thrown)).isEqualTo("discovery \"x\" of plugin x (plugins/x.jar): " + reason);
      assertThat(((ExtensionException) thrown).reason()).isEqualTo(reason);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw new java.io.IOException(\"refused\");|refused",
        "throw new NoClassDefFoundError(\"lib/A\");|class lib.A is missing (expected: in",
        "throw new ClassNotFoundException(\"lib.A\");|class lib.A is missing (expected: in",
        "throw new StackOverflowError();|StackOverflowError at x.Entry$1.lambda$create$0(Entry.java:17)",
        "throw new Hostile();|x.Entry$Hostile",
        "throw new RuntimeException(\"x\", new Hostile());|java.lang.RuntimeException",
        "return null;|it gave no list (expected: an empty one for none)",
        "return java.util.Arrays.asList((Backend) null);|[0] of its list is null (expected: a Backend)",
        "return (List) List.of(\"a:1\");|[0] of its list is a java.lang.String (expected: a Backend)",
      })
  void fetchThatThrowsIsOneLine(String body, String reason) throws Exception {
    discoveryCreatedBy("x", "x", "")
        .source("x.Entry", source("x", "return () -> { " + body + " };"))
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load();
        Discovery discovery = create(registries)) {
      Throwable thrown = catchThrowable(discovery::fetch);
      assertThat(thrown).isInstanceOf(ExtensionException.class).hasNoCause();
      assertThat(line(thrown))
          .startsWith("discovery \"x\" of plugin x (plugins/x.jar): " + reason)
          .doesNotContain("\n");
    }
  }

  /** The usual entry, beside an exception that throws whenever it is looked at. */
  private static String source(String id, String create) {
    return """
    package %s;
    import io.weir.api.*;
    import io.weir.api.discovery.*;
    import java.util.List;
    public final class Entry implements WeirPlugin {
      public record Keys(String text) {}
      public static final class Hostile extends RuntimeException {
        @Override public String getMessage() { throw new IllegalStateException("look away"); }
        @Override public synchronized Throwable getCause() { throw new StackOverflowError(); }
        @Override public String toString() { throw new OutOfMemoryError(); }
      }
      @Override public List<DiscoveryFactory<?>> discoveries() {
        return List.of(new DiscoveryFactory<Keys>() {
          @Override public String kind() { return "x"; }
          @Override public Class<Keys> configType() { return Keys.class; }
          @Override public Discovery create(Keys config, PluginContext context) throws Exception {
            %s
          }
        });
      }
    }
    """
        .formatted(id, create);
  }

  @Test
  void missingLibraryIsNamedTogetherWithTheJar() {
    Path library =
        PluginJarBuilder.library()
            .source("lib.A", "package lib; public class A { public static int n() { return 1; } }")
            .write(folder.resolve("lib.jar"));
    discoveryCreatedBy("x", "x", "return () -> List.of(Backend.of(\"h\", n));")
        .source("x.Entry", source("x", "int n = lib.A.n(); return () -> List.of();"))
        .compiledAgainst(library)
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load()) {
      assertThat(line(catchThrowable(() -> create(registries))))
          .isEqualTo(
              "discovery \"x\" of plugin x (plugins/x.jar): class lib.A is missing (expected: in"
                  + " plugins/x.jar or in a library beside it, in a folder of its own)");
    }
  }

  @Test
  void invalidConfigurationComesThroughWithItsKey() {
    discoveryCreatedBy(
            "x", "x", "throw new InvalidConfigException(\"text\", \"something\\nelse\");")
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load()) {
      assertThatThrownBy(() -> create(registries))
          .isInstanceOfSatisfying(
              InvalidConfigException.class,
              e -> {
                assertThat(e.key()).isEqualTo("text");
                assertThat(e.expected()).isEqualTo("something else");
              });
    }
  }

  @Test
  void createThatHangsIsInterruptedAndGivenUp() {
    createLimit = Duration.ofSeconds(2);
    Path interrupted = folder.resolve("interrupted");
    discoveryCreatedBy(
            "x",
            "x",
            """
            try {
              Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
              java.nio.file.Files.createFile(java.nio.file.Path.of("%s"));
            }
            return null;
            """
                .formatted(interrupted))
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load()) {
      assertThat(line(catchThrowable(() -> create(registries))))
          .isEqualTo(
              "discovery \"x\" of plugin x (plugins/x.jar): create did not return within 2.0 s");
      await().until(() -> Files.exists(interrupted));
    }
  }

  @Test
  void callsThatSpinLeaveTheVirtualThreadsTheirCarriers() throws Exception {
    createLimit = Duration.ofMillis(300);
    Path end = folder.resolve("end");
    discoveryCreatedBy("x", "x", deafUntil(end) + "return null;").write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load()) {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors() + 1; i++) {
        assertThat(catchThrowable(() -> create(registries)))
            .hasMessageContaining("create did not return");
      }

      CountDownLatch ran = new CountDownLatch(1);
      Thread.ofVirtual().start(ran::countDown);
      assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      Files.createFile(end);
    }
  }

  @Test
  void productThatComesTooLateIsClosed() throws Exception {
    createLimit = Duration.ofSeconds(2);
    Path go = folder.resolve("go");
    Path closed = folder.resolve("closed");
    discoveryCreatedBy(
            "x",
            "x",
            deafUntil(go)
                + """
                return new Discovery() {
                  @Override public List<Backend> fetch() { return List.of(); }
                  @Override public void close() throws Exception {
                    java.nio.file.Files.createFile(java.nio.file.Path.of("%s"));
                  }
                };
                """
                    .formatted(closed))
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load();
        CapturedLog log = new CapturedLog("io.weir.core.plugin")) {
      assertThat(catchThrowable(() -> create(registries)))
          .hasMessageContaining("create did not return");
      assertThat(closed).doesNotExist();
      Files.createFile(go);
      await().until(() -> Files.exists(closed));
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void closeThatHangsIsGivenUpWithOneWarning() throws Exception {
    closeLimit = Duration.ofMillis(300);
    Path go = folder.resolve("go");
    closing(deafUntil(go)).write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load();
        CapturedLog log = new CapturedLog("io.weir.core.plugin")) {
      create(registries).close();

      assertThat(log.warnings())
          .extracting(warning -> warning.replace(folder + "/", ""))
          .containsExactly(
              "discovery \"x\" of plugin x (plugins/x.jar): close did not return within 0.3 s");
    } finally {
      Files.createFile(go);
    }
  }

  @Test
  void closeThatThrowsIsOneWarning() throws Exception {
    closing("throw new LinkageError(\"bad\");").write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load();
        CapturedLog log = new CapturedLog("io.weir.core.plugin")) {
      create(registries).close();

      assertThat(log.warnings())
          .extracting(warning -> warning.replace(folder + "/", ""))
          .containsExactly(
              "discovery \"x\" of plugin x (plugins/x.jar): LinkageError: bad (in close)");
    }
  }

  @Test
  void closeReachesThePluginOnce() throws Exception {
    Path closed = folder.resolve("closed");
    // A second call would throw, and warn.
    closing("java.nio.file.Files.createFile(java.nio.file.Path.of(\"%s\"));".formatted(closed))
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load();
        CapturedLog log = new CapturedLog("io.weir.core.plugin")) {
      Discovery discovery = create(registries);
      discovery.close();
      discovery.close();

      assertThat(closed).exists();
      assertThat(log.warnings()).isEmpty();
    }
  }

  private static PluginJarBuilder closing(String close) {
    return discoveryCreatedBy(
        "x",
        "x",
        """
        return new Discovery() {
          @Override public List<Backend> fetch() { return List.of(); }
          @Override public void close() throws Exception { %s }
        };
        """
            .formatted(close));
  }

  @Test
  void interruptOfACallReachesThePluginAndComesBackAsOne() throws Exception {
    discoveryBody("x", "x", "Thread.sleep(Long.MAX_VALUE); return null;")
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load();
        Discovery discovery = create(registries)) {
      CountDownLatch begun = new CountDownLatch(1);
      FutureTask<Throwable> fetching =
          new FutureTask<>(() -> {
            begun.countDown();
            return catchThrowable(discovery::fetch);
          });
      Thread thread = Thread.ofPlatform().daemon().start(fetching);
      begun.await();
      thread.interrupt();

      assertThat(fetching.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void whoWaitsForCreateMayBeInterrupted() throws Exception {
    discoveryCreatedBy("x", "x", "Thread.sleep(Long.MAX_VALUE); return null;")
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load()) {
      Thread.currentThread().interrupt();
      Throwable thrown = catchThrowable(() -> create(registries));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(line(thrown)).contains("interrupted while it was being created");
    }
  }

  @Test
  void listIsCopiedOutOfThePluginsHands() throws Exception {
    discoveryCreatedBy(
            "x",
            "x",
            "List<Backend> list = new java.util.ArrayList<>(List.of(Backend.of(\"h\", 1)));"
                + " return () -> { list.add(Backend.of(\"i\", list.size())); return list; };")
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load();
        Discovery discovery = create(registries)) {
      var first = discovery.fetch();
      var _ = discovery.fetch();
      assertThat(first).hasSize(2);
    }
  }

  @Test
  void refusedOrderKeepsItsMomentToTryAgain() throws Exception {
    entry(
            "ca",
            """
            public record Keys() {}
            @Override public List<CertificateIssuerFactory<?>> certificateIssuers() {
              return List.of(new CertificateIssuerFactory<Keys>() {
                @Override public String kind() { return "ca"; }
                @Override public Class<Keys> configType() { return Keys.class; }
                @Override public CertificateIssuer create(Keys keys, PluginContext context) {
                  return (names, key, challenges) -> {
                    throw new IssuanceException("rate limited", java.time.Instant.EPOCH);
                  };
                }
              });
            }
            """)
        .write(plugins().resolve("ca.jar"));
    CertificateKey key = new CertificateKey("EC", new byte[0], new byte[0]);

    try (ExtensionRegistries registries = load();
        CertificateIssuer issuer =
            registries
                .certificateIssuers()
                .create("ca", config(registries, ExtensionKind.CERTIFICATE_ISSUER, "ca"), "acme")) {
      assertThatThrownBy(() -> issuer.issue(List.of("a"), key, Mockito.mock(Challenges.class)))
          .isInstanceOfSatisfying(
              IssuanceException.class,
              e -> {
                assertThat(e.retryAfter()).isEqualTo(Instant.EPOCH);
                assertThat(line(e))
                    .isEqualTo("issuer \"ca\" of plugin ca (plugins/ca.jar): rate limited");
              });
    }
  }
}
