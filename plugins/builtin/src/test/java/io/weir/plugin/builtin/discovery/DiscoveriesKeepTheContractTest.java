package io.weir.plugin.builtin.discovery;

import io.weir.api.Backend;
import io.weir.api.config.CommandLine;
import io.weir.api.config.HttpUrl;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.plugin.builtin.BuiltinKinds;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.contract.DiscoveryContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every discovery does what the API asks of one. */
@Timeout(60)
class DiscoveriesKeepTheContractTest {
  private static final String LIST = "a:80 weight=2\n[::1]:81 sni=x.example\n";
  private static final List<Backend> BACKENDS =
      List.of(Backend.of("a", 80).withWeight(2), Backend.of("::1", 81).withSni("x.example"));

  private abstract static class Contract extends DiscoveryContract {
    private final String kind;

    Contract(String kind) {
      this.kind = kind;
    }

    @Override
    protected DiscoveryFactory<?> factory() {
      return BuiltinKinds.discovery(kind);
    }

    @Override
    protected List<Backend> expected() {
      return BACKENDS;
    }
  }

  @Nested
  class Static extends Contract {
    Static() {
      super("static");
    }

    @Override
    protected Record config() {
      return new StaticConfig(LIST.lines().map(BackendLine::parse).toList());
    }
  }

  @Nested
  class Exec extends Contract {
    Exec() {
      super("exec");
    }

    @Override
    protected Record config() {
      return shell("printf '" + LIST.replace("\n", "\\n") + "'");
    }

    @Override
    protected Optional<Record> failingConfig() {
      return Optional.of(shell("exit 1"));
    }

    @Override
    protected Optional<Record> hangingConfig() {
      return Optional.of(shell("exec sleep 1000"));
    }

    private static Record shell(String script) {
      return new ExecConfig(CommandLine.parse(List.of("/bin/sh", "-c", script)));
    }
  }

  @Nested
  class Plaintext extends Contract {
    private final TestHttpServer server = new TestHttpServer(LIST);
    private final TestBackend refusing = TestBackend.of(Behaviour.closesImmediately());
    private final TestBackend silent = TestBackend.of(Behaviour.blackhole());

    Plaintext() {
      super("plaintext");
    }

    @AfterEach
    void stop() {
      server.close();
      refusing.close();
      silent.close();
    }

    @Override
    protected Record config() {
      return at(server.url());
    }

    @Override
    protected Optional<Record> failingConfig() {
      return Optional.of(at("http://" + refusing.address() + "/"));
    }

    @Override
    protected Optional<Record> hangingConfig() {
      return Optional.of(at("http://" + silent.address() + "/"));
    }

    private static Record at(String url) {
      return new PlaintextConfig(HttpUrl.parse(url), LinePattern.parse(""), Optional.empty());
    }
  }

  @Nested
  class File extends Contract {
    @TempDir private Path folder;
    private Path file;

    File() {
      super("file");
    }

    @BeforeEach
    void write() throws IOException {
      file = Files.writeString(folder.resolve("backends"), LIST);
    }

    @Override
    protected Record config() {
      return new FileConfig(file);
    }

    @Override
    protected Optional<Record> failingConfig() {
      return Optional.of(new FileConfig(folder.resolve("missing")));
    }
  }
}
