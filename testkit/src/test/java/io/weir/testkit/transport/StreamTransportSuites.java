package io.weir.testkit.transport;

import io.weir.core.transport.StreamTransport;
import io.weir.testkit.contract.StreamHardshipContract;
import io.weir.testkit.contract.StreamTransportContract;
import org.junit.jupiter.api.Nested;

/** Both suites that every transport for byte streams has to pass. */
abstract class StreamTransportSuites {

  /** The transport to test; the same one for each test. */
  abstract StreamTransport transport();

  @Nested
  class Transport extends StreamTransportContract {
    @Override
    protected StreamTransport transport() {
      return StreamTransportSuites.this.transport();
    }
  }

  @Nested
  class Hardship extends StreamHardshipContract {
    @Override
    protected StreamTransport transport() {
      return StreamTransportSuites.this.transport();
    }
  }
}
