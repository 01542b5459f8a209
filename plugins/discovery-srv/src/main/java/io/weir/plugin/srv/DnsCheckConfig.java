package io.weir.plugin.srv;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.io.IOException;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** The keys of {@code servers.X.healthcheck} for kind {@code dns}. */
public record DnsCheckConfig(
    @Doc("The name that is asked for, from the root: a last dot may be left out.")
        LookupName dnsName,
    @Doc("The type of records that is asked for.") @Default("A") RecordType dnsType,
    @Doc("`udp`, or `tcp`: a connection for each question.") @Default("udp")
        DnsProtocol dnsProtocol,
    @Doc("The response codes of a healthy server; several in a list.") @Default("NOERROR")
        ExpectedRcode dnsRcode,
    @Doc(
            "What one of the records in the answer has to say, written as in a zone file: an address"
                + " for `A`, `10 mail.example.org.` for `MX`. Left out: records do not matter.")
        Optional<String> dnsAnswer) {

  /** Checks that the answer is one of the type. */
  public DnsCheckConfig {
    dnsAnswer.ifPresent(answer -> record(dnsType, answer));
  }

  /** The record that has to be in the answer, under any name. */
  Optional<Record> answer() {
    return dnsAnswer.map(answer -> record(dnsType, answer));
  }

  private static Record record(RecordType type, String answer) {
    try {
      return Record.fromString(Name.root, type.value(), DClass.IN, 0, answer, Name.root);
    } catch (IOException | RuntimeException e) {
      throw new InvalidConfigException(
          "dns_answer", "the data of a record of type " + type + ", as in a zone file");
    }
  }
}
