import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the AOT cache that is shipped: has an unpacked weir do what it does in its first seconds,
 * and the Java runtime remember which classes that took. Beside it goes the class path in the order
 * in which it was made, because the cache serves no other.
 *
 * <p>The build runs this file with the {@code java} of the JDK 25: {@code TrainCache
 * UNPACKED-TARBALL FOLDER}
 */
final class TrainCache {
  private static final int CONNECTIONS = 300;
  private static final byte[] MESSAGE = "trained\n".getBytes(StandardCharsets.UTF_8);
  private static final long PATIENCE_SECONDS = 300;

  private TrainCache() {}

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]).toAbsolutePath();
    Path output = Files.createDirectories(Path.of(args[1])).toAbsolutePath();
    Path cache = output.resolve("weir.aot");
    Path log = output.resolveSibling("training.log");
    try (ServerSocket backend = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> echo(backend));
      int port = freePort();
      Process weir = start(home, cache, config(output, port, freePort(), backend), log);
      try {
        connectOften(weir, port);
        weir.destroy();
        if (!weir.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || weir.exitValue() != 0) {
          throw new IllegalStateException("weir did not end as it should");
        }
      } finally {
        weir.destroyForcibly();
      }
    } catch (Exception e) {
      System.err.println(Files.exists(log) ? Files.readString(log) : "");
      throw e;
    }
    if (!Files.exists(cache)) {
      System.err.println(Files.readString(log));
      throw new IllegalStateException("there is no cache after the training: " + cache);
    }
    Files.write(output.resolve("classpath"), libraries(home));
  }

  private static Process start(Path home, Path cache, Path config, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/weir").toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeAll(List.of("WEIR", "GOBETWEEN", "WEIR_OPTS"));
    builder.environment().put("JAVA_OPTS", "-XX:AOTCacheOutput=" + cache);
    // The start script takes the jars in the order in which the shell sorts their names.
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("STATE_DIRECTORY", config.getParent().toString());
    return builder.start();
  }

  private static Path config(Path output, int port, int apiPort, ServerSocket backend)
      throws IOException, GeneralSecurityException {
    Path folder = Files.createDirectories(output.resolveSibling("training-state"));
    return Files.writeString(
        folder.resolve("training.conf"),
        """
        api { enabled = true, bind = "127.0.0.1:%d" }
        servers.training {
          bind = "127.0.0.1:%d"
          balance = leastconn
          healthcheck { kind = ping, interval = 1s, timeout = 1s }
          discovery { kind = static, static_list = ["127.0.0.1:%d"] }
        }
        # It warms itself up, which is training enough.
        servers.secure {
          bind = "127.0.0.1:0"
          protocol = tls
          tls { cert_path = "%4$s", key_path = "%4$s" }
          discovery { kind = static, static_list = [] }
        }
        """
            .formatted(apiPort, port, backend.getLocalPort(), certificate(folder)));
  }

  /** A certificate that signs itself, and its key. */
  private static Path certificate(Path folder) throws IOException, GeneralSecurityException {
    char[] password = "training".toCharArray();
    Path store = Files.createTempDirectory(folder, "store").resolve("training.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "training",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=training",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(password))
            .inheritIO()
            .start();
    if (keytool.onExit().join().exitValue() != 0) {
      throw new IllegalStateException("keytool made no certificate");
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), password);
    return Files.writeString(
        folder.resolve("training.pem"),
        pem("PRIVATE KEY", keys.getKey("training", password).getEncoded())
            + pem("CERTIFICATE", keys.getCertificate("training").getEncoded()));
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(content));
  }

  private static void connectOften(Process weir, int port) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    int served = 0;
    while (served < CONNECTIONS) {
      if (!weir.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("weir does not serve");
      }
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        client.getOutputStream().write(MESSAGE);
        client.shutdownOutput();
        served += client.getInputStream().readAllBytes().length == MESSAGE.length ? 1 : 0;
      } catch (ConnectException _) {
        // It is still coming up.
      }
    }
  }

  private static void echo(ServerSocket backend) {
    while (!backend.isClosed()) {
      try (Socket client = backend.accept();
          InputStream in = client.getInputStream();
          OutputStream out = client.getOutputStream()) {
        in.transferTo(out);
      } catch (IOException _) {
        // One connection less; and the last one is ended by the socket's close.
      }
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the order of the start script, which is that of their names' bytes. */
  private static List<String> libraries(Path home) throws IOException {
    try (var files = Files.list(home.resolve("lib"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .toList();
    }
  }
}
