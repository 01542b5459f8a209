package io.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.core.connection.CloseReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with clients, shown with real sockets and an engine that is not weir's. */
@Timeout(60)
class TlsServerTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();

  @TempDir Path folder;

  private ServerSocket backend;
  private PemFiles files;
  private String keys = "";

  @BeforeEach
  void begin() throws IOException {
    backend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    files = TestAuthority.write(folder, "web", AUTHORITY.issue("web.example"));
  }

  @AfterEach
  void end() throws IOException {
    backend.close();
  }

  private TlsBench bench() throws IOException {
    return bench(TlsBench.Engine.BEST);
  }

  private TlsBench bench(TlsBench.Engine engine) throws IOException {
    return new TlsBench(engine, Section.tls(files, keys), backend.getLocalPort());
  }

  private static SSLSocket versioned(SSLSocket client, String version) {
    client.setEnabledProtocols(new String[] {version});
    return client;
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void movesBytesBothWaysAndPassesEachEndOnByItself(String version) throws Exception {
    byte[] up = new byte[12 << 20];
    new Random(5).nextBytes(up);
    byte[] down = new byte[9 << 20];
    new Random(6).nextBytes(down);
    try (TlsBench bench = bench();
        SSLSocket client = versioned(bench.client(AUTHORITY.context(), "web.example"), version)) {
      CompletableFuture<byte[]> served =
          CompletableFuture.supplyAsync(() -> readAllThenSend(down), Thread::startVirtualThread);
      OutputStream out = client.getOutputStream();
      out.write(up);
      client.shutdownOutput();
      assertThat(digest(client.getInputStream().readAllBytes())).isEqualTo(digest(down));
      assertThat(digest(served.join())).isEqualTo(digest(up));
      bench.awaitEnded(CloseReason.FINISHED, 1);
    }
  }

  /** The answer begins only after the client's end has come: half of the connection is closed. */
  private byte[] readAllThenSend(byte[] answer) {
    try (Socket server = backend.accept()) {
      byte[] all = server.getInputStream().readAllBytes();
      server.getOutputStream().write(answer);
      return all;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String digest(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aBackendThatEndsFirstIsSeenAsACloseNotifyWhileTheClientGoesOn(String version)
      throws Exception {
    try (TlsBench bench = bench();
        SSLSocket client = versioned(bench.client(AUTHORITY.context(), "web.example"), version)) {
      client.startHandshake();
      try (Socket server = backend.accept()) {
        server.getOutputStream().write('x');
        server.shutdownOutput();
        InputStream in = client.getInputStream();
        assertThat(in.read()).isEqualTo('x');
        assertThat(in.read()).isEqualTo(-1);
        if (version.equals("TLSv1.3")) {
          // The JDK's own engine ends both directions of TLS 1.2 by then.
          client.getOutputStream().write("still here".getBytes(StandardCharsets.US_ASCII));
          client.shutdownOutput();
          assertThat(server.getInputStream().readAllBytes()).asString().isEqualTo("still here");
        }
      }
    }
  }

  @Test
  void smallMessagesGoBackAndForth() throws Exception {
    try (TlsBench bench = bench();
        SSLSocket client = bench.client(AUTHORITY.context(), "web.example")) {
      client.startHandshake();
      try (Socket server = backend.accept()) {
        for (int i = 0; i < 1000; i++) {
          client.getOutputStream().write(i);
          assertThat(server.getInputStream().read()).isEqualTo(i & 0xff);
          server.getOutputStream().write(i + 1);
          assertThat(client.getInputStream().read()).isEqualTo(i + 1 & 0xff);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void garbageEndsTheConnectionBeforeABackendIsAsked(TlsBench.Engine engine) throws Exception {
    try (TlsBench bench = bench(engine);
        Socket client = bench.plainClient()) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      client.getInputStream().readAllBytes();
      bench.awaitEnded(CloseReason.HANDSHAKE_FAILED, 1);
    }
  }

  @Test
  void aClientThatNeverSaysHelloIsClosedInTime() throws Exception {
    keys = "tls.handshake_timeout = 200ms";
    try (TlsBench bench = bench();
        Socket client = bench.plainClient()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      bench.awaitEnded(CloseReason.HELLO_TIMEOUT, 1);
    }
  }

  @Test
  void aClientThatStopsInTheMiddleOfTheHandshakeIsClosedInTime() throws Exception {
    keys = "tls.handshake_timeout = 300ms";
    try (TlsBench bench = bench();
        Socket client = bench.plainClient()) {
      client.getOutputStream().write(Hello.of("web.example").bytes());
      client.getInputStream().readAllBytes();
      bench.awaitEnded(CloseReason.HANDSHAKE_TIMEOUT, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aVersionBelowTheLowestIsRefused(TlsBench.Engine engine) throws Exception {
    keys = "tls.min_version = tls1.3";
    try (TlsBench bench = bench(engine);
        SSLSocket client = versioned(bench.client(AUTHORITY.context(), "web.example"), "TLSv1.2")) {
      assertThatThrownBy(client::startHandshake).isInstanceOf(SSLException.class);
      bench.awaitEnded(CloseReason.HANDSHAKE_FAILED, 1);
    }
  }

  @Test
  void aHybridKeyExchangeIsAgreedOnWhereTheClientHasIt() throws Exception {
    try (TlsBench bench = bench();
        Socket client = bench.plainClient()) {
      client
          .getOutputStream()
          .write(Hello.of("web.example").offering(Hello.X25519MLKEM768, 0x001d).bytes());
      // The client sent no share, so the server has to say in the clear which group it wants.
      assertThat(Hello.groupAskedFor(client.getInputStream())).isEqualTo(Hello.X25519MLKEM768);
    }
  }
}
