package io.weir.plugin.http;

import static io.weir.testkit.backend.CheckTargets.LONG;
import static io.weir.testkit.backend.CheckTargets.localhost;
import static io.weir.testkit.backend.CheckTargets.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.weir.api.config.Secret;
import io.weir.api.health.HealthCheck;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Against gRPC's own server for Java, with its health service. */
class GrpcCheckTest extends Checking {
  private static final GrpcCheckConfig PLAIN = about("");

  private final HealthStatusManager health = new HealthStatusManager();
  private final Seen seen = new Seen();

  private static GrpcCheckConfig about(String service) {
    return new GrpcCheckConfig(service, false, Optional.empty());
  }

  /** What came with the last call; it may be told to end calls with a status. */
  private static final class Seen implements ServerInterceptor {
    final AtomicReference<Metadata> metadata = new AtomicReference<>();
    final AtomicReference<String> authority = new AtomicReference<>();
    final AtomicReference<Boolean> limited = new AtomicReference<>(false);
    volatile Status end = Status.OK;

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      metadata.set(headers);
      authority.set(call.getAuthority());
      limited.set(Context.current().getDeadline() != null);
      if (!end.isOk()) {
        call.close(end, new Metadata());
        return new ServerCall.Listener<>() {};
      }
      return next.startCall(call, headers);
    }
  }

  private NettyServerBuilder builder() {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .intercept(seen);
  }

  private int start(NettyServerBuilder builder) throws IOException {
    Server server = builder.build().start();
    keep(server::shutdownNow);
    return server.getPort();
  }

  private int serving(BindableService service) throws IOException {
    return start(builder().addService(service));
  }

  @Test
  void theServerAsAWhole() throws Exception {
    int port = serving(health.getHealthService());
    HealthCheck check = grpc(PLAIN);
    assertHealthy(check, localhost(port));
    assertThat(seen.authority.get()).isEqualTo("localhost");
    assertThat(seen.limited.get()).isTrue();

    health.enterTerminalState();
    assertUnhealthy(check, localhost(port), "NOT_SERVING");
  }

  @Test
  void aServiceOfIt() throws Exception {
    int port = serving(health.getHealthService());
    String name = "shop.v1.Orders";
    HealthCheck check = grpc(about(name));
    assertUnhealthy(
        check, localhost(port), "gRPC status NOT_FOUND: unknown service shop.v1.Orders");
    health.setStatus(name, ServingStatus.SERVING);
    assertHealthy(check, target("shop.example.org", port, Duration.ZERO));
    assertThat(seen.authority.get()).isEqualTo("shop.example.org");
    assertThat(seen.limited.get()).isFalse();
    for (ServingStatus status :
        new ServingStatus[] {
          ServingStatus.NOT_SERVING, ServingStatus.UNKNOWN, ServingStatus.SERVICE_UNKNOWN
        }) {
      health.setStatus(name, status);
      assertUnhealthy(check, localhost(port), status.name());
    }
  }

  @Test
  void aServerWithoutHealthServiceIsUnhealthy() throws Exception {
    int port = start(builder());
    assertUnhealthy(
        grpc(PLAIN),
        localhost(port),
        "gRPC status UNIMPLEMENTED: Method not found: grpc.health.v1.Health/Check");
  }

  @Test
  void aCallThatFailsIsUnhealthyWithItsWords() throws Exception {
    int port = serving(health.getHealthService());
    HealthCheck check = grpc(PLAIN);
    seen.end = Status.UNAVAILABLE.withDescription("100% + müde\nDB away");
    assertUnhealthy(check, localhost(port), "gRPC status UNAVAILABLE: 100% + müde?DB away");
    seen.end = Status.UNAUTHENTICATED;
    assertUnhealthy(check, localhost(port), "gRPC status UNAUTHENTICATED");
  }

  @Test
  void headersAndCredentialsAreMetadata() throws Exception {
    int port = serving(health.getHealthService());
    HealthCheck check =
        grpc(
            new GrpcCheckConfig(
                "",
                false,
                Optional.of(
                    HttpConfigs.access(
                        Map.of("X-Tenant", new Secret("blue")),
                        Optional.of(new Secret("t0ken")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))));
    assertHealthy(check, localhost(port));
    assertThat(sent("x-tenant")).isEqualTo("blue");
    assertThat(sent("authorization")).isEqualTo("Bearer t0ken");
    assertThat(sent("user-agent")).isEqualTo("weir");
  }

  private String sent(String name) {
    return seen.metadata.get().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  @Test
  void overTls() throws Exception {
    TestAuthority authority = TestAuthority.create();
    PemFiles files = TestAuthority.write(folder, "server", authority.issue("shop.example.org"));
    int port =
        start(
            builder()
                .sslContext(
                    GrpcSslContexts.forServer(files.certificate().toFile(), files.key().toFile())
                        .build())
                .addService(health.getHealthService()));
    HealthCheck check =
        grpc(
            new GrpcCheckConfig(
                "", true, Optional.of(HttpConfigs.trusting(authority.writeRoot(folder)))));
    assertHealthy(check, target("shop.example.org", port, LONG));
    assertThatThrownBy(() -> check.check(localhost(port)))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("localhost");
    HealthCheck plain = grpc(PLAIN);
    assertThatThrownBy(() -> plain.check(localhost(port)))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void whatDoesNotSpeakGrpcIsUnhealthy() {
    HealthCheck check = grpc(PLAIN);
    TestHttpServer http = keep(new TestHttpServer("well"));
    TestBackend silent = keep(TestBackend.of(Behaviour.blackhole()));
    TestBackend resetting = keep(TestBackend.of(Behaviour.resetsImmediately()));
    TestBackend garbage =
        keep(
            TestBackend.of(client -> {
              for (int i = 0; i < 10_000; i++) {
                client
                    .getOutputStream()
                    .write("garbage".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
              }
              client.shutdownOutput();
              client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            }));
    for (int port :
        new int[] {URI.create(http.url()).getPort(), resetting.port(), garbage.port()}) {
      assertThatThrownBy(() -> check.check(localhost(port)))
          .isInstanceOf(IOException.class)
          .message()
          .isNotBlank();
    }
    assertThatThrownBy(
            () -> check.check(target("localhost", silent.port(), Duration.ofMillis(300))))
        .hasMessage("no answer within 300 ms");
  }
}
