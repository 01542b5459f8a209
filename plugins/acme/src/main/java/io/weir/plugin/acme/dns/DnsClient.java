package io.weir.plugin.acme.dns;

import io.weir.api.config.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;

/** Asks name servers, one message at a time. */
final class DnsClient {
  private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(10);

  private final Executor executor;

  /** A client whose answers are read on an executor. */
  DnsClient(Executor executor) {
    this.executor = executor;
  }

  /**
   * Asks one server for the records of a name, over UDP, or TCP for a long answer.
   *
   * @param server whom; the system's resolver if null
   */
  Message ask(@Nullable HostPort server, Name name, int type)
      throws IOException, InterruptedException {
    Message question = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    return server == null
        ? send(new ExtendedResolver(), "the system's resolver", question)
        : send(resolver(server), server.toString(), question);
  }

  /**
   * Sends a message over TCP.
   *
   * @param key what it is signed with, and its answer has to be; neither is if null
   * @throws IOException if the answer is a refusal
   */
  void update(HostPort server, Message update, @Nullable TSIG key)
      throws IOException, InterruptedException {
    SimpleResolver resolver = resolver(server);
    resolver.setTCP(true);
    resolver.setTSIGKey(key);
    Message answer = send(resolver, server.toString(), update);
    if (answer.getRcode() != Rcode.NOERROR) {
      throw new IOException(
          server
              + " refuses the update: "
              + Rcode.string(answer.getRcode())
              + " (expected: a primary server that lets this key change TXT records)");
    }
    if (key != null && !answer.isVerified()) {
      throw new IOException(
          server + " does not sign its answer with the key (expected: the same key there)");
    }
  }

  /** The records of one type that an answer has for a name. */
  static <T extends Record> Stream<T> records(Message answer, Name name, Class<T> type) {
    return answer.getSection(Section.ANSWER).stream()
        .filter(record -> record.getName().equals(name))
        .filter(type::isInstance)
        .map(type::cast);
  }

  private static SimpleResolver resolver(HostPort server) throws UnknownHostException {
    // Asked anew each time: it may move.
    InetAddress address = InetAddress.getByName(server.host());
    SimpleResolver resolver = new SimpleResolver(new InetSocketAddress(address, server.port()));
    resolver.setTimeout(FOR_AN_ANSWER);
    return resolver;
  }

  private Message send(Resolver resolver, String server, Message message)
      throws IOException, InterruptedException {
    CompletableFuture<Message> answer = resolver.sendAsync(message, executor).toCompletableFuture();
    try {
      return answer.get(FOR_AN_ANSWER.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw new IOException(server + " does not answer within 10 s");
    } catch (ExecutionException e) {
      throw new IOException(server + ": " + Reason.of(e), e);
    } finally {
      answer.cancel(true);
    }
  }
}
