package io.weir.testkit.transport;

import io.weir.core.transport.EventLoops;
import io.weir.core.transport.StreamTransport;
import io.weir.core.transport.linux.LinuxTransport;
import io.weir.testkit.contract.StreamTransportContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The Linux transport keeps the contract, with and without pipes to splice through. */
@EnabledOnOs(OS.LINUX)
class LinuxTransportTest {

  @Nested
  class Splicing extends StreamTransportContract {
    private static final EventLoops LOOPS = EventLoops.epoll(2);
    private static final StreamTransport TRANSPORT = new LinuxTransport(LOOPS);

    @Override
    protected StreamTransport transport() {
      return TRANSPORT;
    }

    @AfterAll
    static void stop() {
      LOOPS.stop();
    }
  }

  @Nested
  class WithoutPipes extends StreamTransportContract {
    private static final EventLoops LOOPS = EventLoops.epoll(2);
    private static final StreamTransport TRANSPORT = new LinuxTransport(LOOPS, 0);

    @Override
    protected StreamTransport transport() {
      return TRANSPORT;
    }

    @AfterAll
    static void stop() {
      LOOPS.stop();
    }
  }
}
