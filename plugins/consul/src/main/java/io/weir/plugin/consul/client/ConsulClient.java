package io.weir.plugin.consul.client;

import io.weir.api.PluginContext;
import io.weir.api.web.WebAnswer;
import io.weir.api.web.WebService;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Consul's HTTP API. Its calls block, each for as long as its request says at most. */
public final class ConsulClient implements AutoCloseable {
  private final ConsulAccess access;
  private final WebService service;

  /**
   * A client; nothing is connected yet.
   *
   * @throws io.weir.api.config.InvalidConfigException if a file of TLS cannot be used
   */
  public ConsulClient(ConsulAccess access, PluginContext context) {
    this.access = access;
    this.service = access.open(context);
  }

  /**
   * Asks. The caller closes the answer.
   *
   * @return an answer of status 200 or 404
   * @throws IOException if there is no such answer; the message names the address and the reason,
   *     and never the token
   */
  public ConsulAnswer send(ConsulRequest request) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + request.limit().toNanos();
    ConsulAnswer answer = new ConsulAnswer(exchange(request), access, deadline, request.limit());
    try {
      return answer.checked();
    } catch (IOException e) {
      answer.close();
      throw e;
    }
  }

  private WebAnswer exchange(ConsulRequest request) throws IOException, InterruptedException {
    ConsulRequest whole =
        access.datacenter().isPresent() ? request.with("dc", access.datacenter().get()) : request;
    HttpRequest http =
        service
            .request(whole.target())
            .method(whole.method(), whole.body())
            .timeout(whole.limit())
            .build();
    try {
      return service.send(http);
    } catch (HttpTimeoutException e) {
      throw new IOException(late(access, whole.limit()), e);
    } catch (IOException e) {
      String said = String.valueOf(e.getMessage());
      String address = access.address().toString();
      throw said.startsWith(address) ? e : new IOException(address + ": " + said, e);
    }
  }

  static String late(ConsulAccess access, Duration limit) {
    return access.address() + " has not answered within " + limit.toSeconds() + " s";
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    service.close();
  }
}
