package io.weir.testkit.acme;

import io.netty.pkitesting.X509Bundle;
import io.weir.testkit.peer.PeerProcess;
import io.weir.testkit.peer.PeerProgram;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Let's Encrypt's own ACME test server on loopback, with a CA of its own. It looks names up at its
 * helper {@code pebble-challtestsrv}, for which every name is 127.0.0.1, unless {@link
 * Builder#dnsServer} names another. What it knows ends with it.
 */
public final class Pebble implements AutoCloseable {
  private static final String BUILT = "pebble-2.10.1";
  private static final String HELPER = "pebble-challtestsrv";

  private final PeerProcess server;
  private final @Nullable PeerProcess names;
  private final int port;
  private final int managementPort;
  private final Path trust;
  private final HttpClient client;

  private Pebble(
      PeerProcess server,
      @Nullable PeerProcess names,
      int port,
      int managementPort,
      Path trust,
      HttpClient client) {
    this.server = server;
    this.names = names;
    this.port = port;
    this.managementPort = managementPort;
    this.trust = trust;
    this.client = client;
  }

  /** Why there can be none here; empty if there can. For an assumption of JUnit. */
  public static Optional<String> missing() {
    return find("pebble").isPresent() && find(HELPER).isPresent()
        ? Optional.empty()
        : Optional.of("no pebble and pebble-challtestsrv on the PATH or in the cache of .ci/run");
  }

  private static Optional<Path> find(String name) {
    return PeerProgram.find(name, BUILT);
  }

  /**
   * One that is not yet started.
   *
   * @param folder an empty folder
   */
  public static Builder in(Path folder) {
    return new Builder(folder);
  }

  /** The address of its directory. */
  public String directoryUrl() {
    return "https://127.0.0.1:" + port + "/dir";
  }

  /** A file with the CA of its own HTTPS certificate, in PEM: what a client has to trust. */
  public Path trust() {
    return trust;
  }

  /** The root that signs what it issues, in PEM. */
  public String root() throws IOException, InterruptedException {
    return management("roots/0");
  }

  /**
   * What it knows of a certificate that it issued, in JSON, e.g. {@code "Status": "Revoked"}.
   *
   * @param serial the serial number, in hexadecimal
   */
  public String status(String serial) throws IOException, InterruptedException {
    return management("cert-status-by-serial/" + serial);
  }

  private String management(String path) throws IOException, InterruptedException {
    URI uri = URI.create("https://127.0.0.1:" + managementPort + "/" + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  /** Its log. */
  public String log() {
    return server.output();
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
    if (names != null) {
      names.close();
    }
  }

  /** How it is to behave. */
  public static final class Builder {
    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private int httpPort = 5002;
    private int tlsPort = 5001;
    private int retryAfter;
    private @Nullable String dnsServer;
    private String binding = "\"externalAccountBindingRequired\": false";

    private Builder(Path folder) {
      this.folder = folder;
      variables.put("PEBBLE_VA_NOSLEEP", "1");
      variables.put("PEBBLE_WFE_NONCEREJECT", "0");
      variables.put("PEBBLE_AUTHZREUSE", "0");
    }

    /** Where it fetches answers of http-01. */
    public Builder httpPort(int port) {
      httpPort = port;
      return this;
    }

    /** Where it connects to for tls-alpn-01. */
    public Builder tlsPort(int port) {
      tlsPort = port;
      return this;
    }

    /** How many of a hundred good nonces it refuses; 0 if not set. */
    public Builder nonceReject(int percent) {
      return variable("PEBBLE_WFE_NONCEREJECT", Integer.toString(percent));
    }

    /** For how many of a hundred orders it takes an earlier proof of control; 0 if not set. */
    public Builder authorizationReuse(int percent) {
      return variable("PEBBLE_AUTHZREUSE", Integer.toString(percent));
    }

    /**
     * How many seconds it asks to wait between two looks at an order; 0, not to ask, if not set.
     */
    public Builder retryAfter(int seconds) {
      retryAfter = seconds;
      return this;
    }

    /** Where it looks names up, {@code host:port}. */
    public Builder dnsServer(String address) {
      dnsServer = address;
      return this;
    }

    /**
     * Demands that accounts are bound to one at its operator's.
     *
     * @param kid the key's id
     * @param hmac the key in base64url
     */
    public Builder externalAccount(String kid, String hmac) {
      binding =
          """
          "externalAccountBindingRequired": true, "externalAccountMACKeys": {"%s": "%s"}
          """
              .formatted(kid, hmac);
      return this;
    }

    /** Any of the variables that its documentation names. */
    public Builder variable(String name, String value) {
      variables.put(name, value);
      return this;
    }

    /** Starts it; returns when it listens. */
    public Pebble start() throws IOException {
      if (dnsServer != null) {
        return start(null, dnsServer);
      }
      int port = PeerProcess.freePort();
      String address = "127.0.0.1:" + port;
      PeerProcess names = startNames(address).awaitListening(port);
      try {
        return start(names, address);
      } catch (IOException | RuntimeException e) {
        names.close();
        throw e;
      }
    }

    private PeerProcess startNames(String address) throws IOException {
      return PeerProcess.start(
          folder,
          Map.of(),
          List.of(
              program(HELPER),
              "-dnsserver",
              address,
              "-management",
              "127.0.0.1:" + PeerProcess.freePort(),
              "-defaultIPv4",
              "127.0.0.1",
              "-defaultIPv6",
              "",
              "-http01",
              "",
              "-https01",
              "",
              "-tlsalpn01",
              "",
              "-doh",
              ""));
    }

    private Pebble start(@Nullable PeerProcess names, String nameServer) throws IOException {
      int port = PeerProcess.freePort();
      int managementPort = PeerProcess.freePort();
      TestAuthority authority = TestAuthority.create();
      X509Bundle own =
          authority.issue(TestAuthority.builder("localhost").addSanIpAddress("127.0.0.1"));
      PemFiles files = TestAuthority.write(folder, "pebble", own);
      Path config = folder.resolve("pebble.json");
      Files.writeString(config, config(port, managementPort, files));
      PeerProcess server =
          PeerProcess.start(
              folder,
              variables,
              List.of(program("pebble"), "-config", config.toString(), "-dnsserver", nameServer));
      HttpClient client = HttpClient.newBuilder().sslContext(authority.context()).build();
      server.awaitListening(port).awaitListening(managementPort);
      return new Pebble(server, names, port, managementPort, authority.writeRoot(folder), client);
    }

    private String config(int port, int managementPort, PemFiles files) {
      return """
      {"pebble": {
        "listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
        "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": %d,
        %s,
        "domainBlocklist": ["blocked.example"], "keyAlgorithm": "ecdsa",
        "retryAfter": {"authz": %d, "order": %d},
        "profiles": {
          "default": {"description": "45 days", "validityPeriod": 3888000},
          "shortlived": {"description": "6 days", "validityPeriod": 518400}}}}
      """
          .formatted(
              port,
              managementPort,
              files.certificate(),
              files.key(),
              httpPort,
              tlsPort,
              binding,
              retryAfter,
              retryAfter);
    }

    private static String program(String name) {
      return find(name).orElseThrow(() -> new IllegalStateException("no " + name)).toString();
    }
  }
}
