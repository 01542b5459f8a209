package io.weir.plugin.srv;

import io.weir.api.health.CheckSocket;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.api.health.TimeLeft;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * A name server is healthy when it answers a question as expected. It is asked once: who wants to
 * forgive a lost datagram allows for more than one failure.
 */
final class DnsCheck implements HealthCheck {
  private static final int LONGEST_MESSAGE = 65_535;

  private final DnsCheckConfig config;
  private final Optional<Record> expected;

  DnsCheck(DnsCheckConfig config) {
    this.config = config;
    this.expected = config.answer();
  }

  @Override
  public HealthResult check(HealthTarget target) throws IOException {
    Message question =
        Message.newQuery(
            Record.newRecord(config.dnsName().name(), config.dnsType().value(), DClass.IN));
    Message answer =
        config.dnsProtocol() == DnsProtocol.TCP
            ? overTcp(target, question)
            : overUdp(target, question);
    String asked = config.dnsType() + " " + config.dnsName();
    if (!config.dnsRcode().includes(answer.getRcode())) {
      return HealthResult.unhealthy(
          "%s to %s (expected: %s)"
              .formatted(Rcode.string(answer.getRcode()), asked, config.dnsRcode()));
    }
    if (expected.isPresent() && answer.getHeader().getFlag(Flags.TC)) {
      // Not all of the records have found room in the datagram.
      answer = overTcp(target, question);
    }
    boolean found =
        expected.isEmpty()
            || answer.getSection(Section.ANSWER).stream()
                .anyMatch(record -> saysTheSame(record, expected.get()));
    return found
        ? HealthResult.healthy()
        : HealthResult.unhealthy("no record in the answer to " + asked + " is as in dns_answer");
  }

  /** Names in records are the same in upper and lower case (RFC 4343); owners do not matter. */
  private static boolean saysTheSame(Record one, Record other) {
    return one.getType() == other.getType()
        && Arrays.equals(one.rdataToWireCanonical(), other.rdataToWireCanonical());
  }

  private static Message overTcp(HealthTarget target, Message question) throws IOException {
    try (CheckSocket socket = CheckSocket.connect(target, 2 + LONGEST_MESSAGE)) {
      Message answer = new Message(Exchange.ask(socket, question.toWire()));
      if (!answers(answer, question)) {
        throw new IOException("an answer to another question");
      }
      return answer;
    } catch (EOFException e) {
      throw new IOException("the connection ends before the answer", e);
    }
  }

  private static Message overUdp(HealthTarget target, Message question) throws IOException {
    TimeLeft timeLeft = new TimeLeft(target.timeout());
    // A channel's socket: unlike another one it is closed by an interrupt.
    try (DatagramChannel channel = DatagramChannel.open()) {
      return new Message(
          UdpExchange.ask(
              channel,
              target.address(),
              question.toWire(),
              answer -> answers(answer, question),
              timeLeft));
    }
  }

  /** Whatever else comes is passed over: it may be an answer to an earlier check, or forged. */
  private static boolean answers(byte[] received, Message question) {
    try {
      return answers(new Message(received), question);
    } catch (IOException _) {
      // It is no message.
      return false;
    }
  }

  /** A server that cannot read a question may leave it out of its answer. */
  private static boolean answers(Message answer, Message question) {
    return answer.getHeader().getID() == question.getHeader().getID()
        && answer.getHeader().getFlag(Flags.QR)
        && (answer.getQuestion() == null || answer.getQuestion().equals(question.getQuestion()));
  }
}
