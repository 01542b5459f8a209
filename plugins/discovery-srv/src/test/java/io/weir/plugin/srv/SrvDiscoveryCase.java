package io.weir.plugin.srv;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.testkit.plugin.TestPluginContext;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/** A name server by a script, for tests of what is asked there. */
@Timeout(60)
abstract class SrvDiscoveryCase {
  static final String NAME = "_web._tcp.example.org.";

  @TempDir private Path folder;
  TestPluginContext context;
  ScriptedNameServer server;
  SrvDiscovery discovery;

  @BeforeEach
  void start() {
    context = new TestPluginContext(folder);
    server = ScriptedNameServer.start(ZoneScript.of());
    discovery = discovery(DnsProtocol.UDP);
  }

  @AfterEach
  void stop() {
    server.close();
    context.close();
  }

  SrvDiscovery discovery(DnsProtocol protocol) {
    return new SrvDiscovery(
        new SrvConfig(new HostPort("127.0.0.1", server.port()), LookupName.parse(NAME), protocol),
        context);
  }

  static Backend backend(String host, int port, int priority, int weight, String sni) {
    return new Backend(new HostPort(host, port), priority, weight, 0, sni);
  }

  /** A script that has the zone's answer changed. */
  interface Change {
    void of(Message reply);
  }

  static ScriptedNameServer.Script changed(Change change, String... zone) {
    ZoneScript script = ZoneScript.of(zone);
    return (question, _) -> {
      Message reply = script.reply(question);
      if (question.getQuestion().getType() == Type.SRV) {
        change.of(reply);
      }
      return reply.toWire();
    };
  }

  static void add(Message reply, int section, String... lines) {
    ZoneScript.records(lines).forEach(item -> reply.addRecord(item, section));
  }
}
