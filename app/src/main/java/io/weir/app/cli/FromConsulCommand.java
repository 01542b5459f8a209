package io.weir.app.cli;

import io.weir.api.config.HostPort;
import io.weir.app.OperatorException;
import io.weir.app.boot.Launcher;
import io.weir.app.source.ConsulPlace;
import io.weir.app.source.HttpTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir from-consul}. */
@Command(
    name = "from-consul",
    description = {
      "Start from a configuration in Consul's key-value store.",
      "Its format is what -f says, else what the key's ending says, else toml."
    },
    footer = {
      "",
      "Without --token and --token-file the token is that of the environment: CONSUL_HTTP_TOKEN, or the"
          + " content of the file that CONSUL_HTTP_TOKEN_FILE names."
    })
final class FromConsulCommand implements Callable<Integer> {
  private static final String TOKEN = "CONSUL_HTTP_TOKEN";
  private static final String TOKEN_FILE = "CONSUL_HTTP_TOKEN_FILE";

  private final Launcher launcher;
  private final Map<String, String> environment;

  @Mixin private StartOptions start = new StartOptions();

  @Option(
      names = {"-k", "--key"},
      paramLabel = "KEY",
      defaultValue = "gobetween",
      description = "The key that holds the configuration (default: gobetween).")
  private String key = "";

  @Option(
      names = {"-s", "--scheme"},
      paramLabel = "SCHEME",
      defaultValue = "http",
      description = "http or https (default: http).")
  private Scheme scheme = Scheme.HTTP;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "An ACL token. Other users of the machine can see it; better name a file.")
  private @Nullable String token;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file that holds an ACL token.")
  private @Nullable Path tokenFile;

  @Mixin private AuthoritiesOption authorities = new AuthoritiesOption();

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "A client certificate for https, PEM; goes with --cert-key.")
  private @Nullable Path certificate;

  @Option(
      names = "--cert-key",
      paramLabel = "FILE",
      description = "The private key of the client certificate, PEM (PKCS#8).")
  private @Nullable Path certificateKey;

  @Option(
      names = "--watch",
      description = "Follow the key by blocking queries, and go on by what it changes to.")
  private boolean watched;

  @Parameters(paramLabel = "HOST:PORT", description = "The Consul agent, e.g. 127.0.0.1:8500.")
  private String agent = "";

  /** How the agent is spoken to. */
  private enum Scheme {
    HTTP,
    HTTPS
  }

  FromConsulCommand(Launcher launcher, Map<String, String> environment) {
    this.launcher = launcher;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    ConsulPlace.Key place =
        new ConsulPlace.Key(scheme.name().toLowerCase(Locale.ROOT), address(), keyName());
    HttpTrust trust = new HttpTrust(authorities.file(), certificate, certificateKey);
    return start.start(launcher, new ConsulPlace(place, start.format(), token(), trust), watched);
  }

  private String address() {
    try {
      HostPort address = HostPort.parse(agent);
      if (!address.host().isEmpty() && address.port() > 0) {
        return address.toString();
      }
    } catch (IllegalArgumentException e) {
      // The line below says what was expected.
    }
    throw new UsageException("from-consul: " + agent + " (expected: HOST:PORT)");
  }

  /** Consul's own commands take a slash at the beginning for nothing too. */
  private String keyName() {
    String name = key.startsWith("/") ? key.substring(1) : key;
    if (name.isEmpty()) {
      throw new UsageException("from-consul: an empty key");
    }
    return name;
  }

  private @Nullable String token() {
    if (token != null) {
      return token;
    }
    if (tokenFile != null) {
      return tokenIn(tokenFile);
    }
    String given = environment.getOrDefault(TOKEN, "");
    String file = environment.getOrDefault(TOKEN_FILE, "");
    if (!given.isEmpty()) {
      return given;
    }
    return file.isEmpty() ? null : tokenIn(Path.of(file));
  }

  private static String tokenIn(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new OperatorException(file + ": the token cannot be read: " + e);
    }
  }
}
