package io.weir.plugin.acme.dns;

import io.weir.api.config.HostPort;
import io.weir.plugin.acme.net.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Waits until name servers show a record. */
final class Visibility {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final DnsClient client;
  private final List<HostPort> servers;
  private final Duration limit;

  Visibility(DnsClient client, List<HostPort> servers, Duration limit) {
    this.client = client;
    this.servers = List.copyOf(servers);
    this.limit = limit;
  }

  /**
   * Waits for all servers.
   *
   * @throws IOException if one does not show it in time
   */
  void await(String name, String value) throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(limit);
    for (HostPort server : servers) {
      while (!shows(server, DnsResponders.name(name), value)) {
        pause(deadline, name, server);
      }
    }
  }

  private void pause(Deadline deadline, String name, HostPort server)
      throws IOException, InterruptedException {
    try {
      deadline.pause(PAUSE);
    } catch (TimeoutException _) {
      throw new IOException(
          server
              + " does not show the TXT record of "
              + name
              + " within dns.timeout, "
              + limit.toSeconds()
              + " s");
    }
  }

  /** What does not answer is asked again. */
  private boolean shows(HostPort server, Name name, String value) throws InterruptedException {
    try {
      Message answer = client.ask(server, name, Type.TXT);
      return answer.getRcode() == Rcode.NOERROR
          && DnsClient.records(answer, name, TXTRecord.class)
              .anyMatch(record -> String.join("", record.getStrings()).equals(value));
    } catch (IOException _) {
      return false;
    }
  }
}
