package io.weir.plugin.srv;

import io.weir.api.config.HostPort;
import io.weir.api.text.AddressText;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * Asks name servers one question at a time. What gets no answer is sent again, as datagrams get
 * lost, and to the next server. An interrupt ends each call.
 */
final class DnsClient {
  /** How long each server is waited for, the first time and the second. */
  private static final List<Duration> PATIENCE =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(4));

  /** The largest datagram that servers may answer with (RFC 6891, 6.2.5): gobetween's value. */
  private static final int PAYLOAD = 4096;

  private final NameServers servers;
  private final DnsProtocol protocol;
  private final Executor executor;

  /**
   * A client of some servers.
   *
   * @param executor waits for what cannot be interrupted
   */
  DnsClient(NameServers servers, DnsProtocol protocol, Executor executor) {
    this.servers = servers;
    this.protocol = protocol;
    this.executor = executor;
  }

  /**
   * The answer to a question: with or without records, or that the name does not exist.
   *
   * @throws UnservedNameException if the servers refuse
   * @throws IOException if none answers, or with an error
   */
  Message ask(Name name, int type) throws IOException, InterruptedException {
    List<InetSocketAddress> addresses = addresses();
    IOException failure = new IOException("there is no name server to ask");
    for (Duration patience : PATIENCE) {
      boolean silent = false;
      for (InetSocketAddress server : addresses) {
        try {
          return ask(server, name, type, patience);
        } catch (SocketTimeoutException e) {
          failure = e;
          silent = true;
        } catch (IOException e) {
          failure = e;
        }
      }
      if (!silent) {
        break;
      }
    }
    throw failure;
  }

  private List<InetSocketAddress> addresses() throws IOException, InterruptedException {
    FutureTask<List<InetSocketAddress>> task = new FutureTask<>(servers::addresses);
    executor.execute(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw failure("the name server's address cannot be found out", e);
    } finally {
      task.cancel(true);
    }
  }

  private Message ask(InetSocketAddress server, Name name, int type, Duration patience)
      throws IOException, InterruptedException {
    Message question = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    Message answer = exchange(server, question, patience);
    if (!answer.getHeader().getFlag(Flags.QR)) {
      throw new IOException(text(server) + " sends the question back (expected: a name server)");
    }
    String said =
        "%s answers %s to %s %s"
            .formatted(text(server), Rcode.string(answer.getRcode()), Type.string(type), name);
    return switch (answer.getRcode()) {
      case Rcode.NOERROR, Rcode.NXDOMAIN -> answer;
      case Rcode.REFUSED -> throw new UnservedNameException(said);
      default -> throw new IOException(said);
    };
  }

  private Message exchange(InetSocketAddress server, Message question, Duration patience)
      throws IOException, InterruptedException {
    try (Exchange exchange = new Exchange(executor)) {
      SimpleResolver resolver = new SimpleResolver(server);
      resolver.setTimeout(patience);
      resolver.setTCP(protocol == DnsProtocol.TCP);
      resolver.setEDNS(0, PAYLOAD, 0, List.of());
      resolver.setIoClientFactory(exchange);
      CompletableFuture<Message> answer =
          resolver.sendAsync(question, executor).toCompletableFuture();
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw silent(server);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SocketTimeoutException
          ? silent(server)
          : failure(text(server), e);
    }
  }

  private static SocketTimeoutException silent(InetSocketAddress server) {
    return new SocketTimeoutException(text(server) + " does not answer");
  }

  private static IOException failure(String what, ExecutionException thrown) {
    Throwable cause = Objects.requireNonNullElse(thrown.getCause(), thrown);
    String reason =
        cause instanceof EOFException
            ? "the connection ends before the answer"
            : String.valueOf(cause.getMessage());
    return new IOException(what + ": " + reason, cause);
  }

  private static String text(InetSocketAddress server) {
    return new HostPort(AddressText.of(server.getAddress()), server.getPort()).toString();
  }
}
