package io.weir.plugin.srv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Answers with the records that a name has of the type that is asked for, else with its alias; what
 * has no records at all does not exist. It adds nothing to an answer.
 */
final class ZoneScript implements ScriptedNameServer.Script {
  private final List<Record> records;

  private ZoneScript(List<Record> records) {
    this.records = records;
  }

  /** A zone with some records, a line each, as {@code "www.example.org. 60 A 127.0.0.1"}. */
  static ZoneScript of(String... lines) {
    return new ZoneScript(records(lines));
  }

  /** Reads records. */
  static List<Record> records(String... lines) {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    try (Master master = new Master(new ByteArrayInputStream(text), Name.root)) {
      List<Record> read = new ArrayList<>();
      for (Record item = master.nextRecord(); item != null; item = master.nextRecord()) {
        read.add(item);
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] answer(Message question, boolean tcp) {
    return reply(question).toWire();
  }

  /** The answer, to which a test may add. */
  Message reply(Message question) {
    Message reply = ScriptedNameServer.reply(question);
    Name name = question.getQuestion().getName();
    List<Record> ofName = records.stream().filter(item -> item.getName().equals(name)).toList();
    ofName.stream()
        .filter(item ->
            item.getType() == question.getQuestion().getType() || item.getType() == Type.CNAME)
        .forEach(item -> reply.addRecord(item, Section.ANSWER));
    if (ofName.isEmpty()) {
      reply.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    return reply;
  }
}
