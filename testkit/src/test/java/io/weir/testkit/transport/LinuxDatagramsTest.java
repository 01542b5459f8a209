package io.weir.testkit.transport;

import io.weir.core.transport.DatagramTransport;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.linux.LinuxDatagrams;
import io.weir.testkit.contract.DatagramTransportContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Datagrams on bare descriptors keep the contract. */
@EnabledOnOs(OS.LINUX)
class LinuxDatagramsTest extends DatagramTransportContract {
  private static final EventLoops LOOPS = EventLoops.epoll(2);
  private static final DatagramTransport TRANSPORT = new LinuxDatagrams(LOOPS);

  @Override
  protected DatagramTransport transport() {
    return TRANSPORT;
  }

  @AfterAll
  static void stop() {
    LOOPS.stop();
  }
}
