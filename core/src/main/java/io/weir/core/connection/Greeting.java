package io.weir.core.connection;

import io.weir.core.hello.HelloReader;
import io.weir.core.transport.PeekListener;
import java.nio.ByteBuffer;

/**
 * The client's ClientHello is awaited, and read without being taken. There is one deadline for the
 * whole of it. What cannot be one counts as one that says nothing; a client that ends before is not
 * served.
 */
final class Greeting implements ConnectionState, PeekListener {
  private final ConnectionMachine connection;
  private final HelloReader reader = new HelloReader();
  private final Deadline deadline;

  Greeting(ConnectionMachine connection, long nanos) {
    this.connection = connection;
    this.deadline =
        Deadline.in(nanos, connection.loop(), () -> connection.end(CloseReason.HELLO_TIMEOUT));
  }

  @Override
  public boolean arrived(ByteBuffer bytes) {
    return switch (reader.add(bytes)) {
      case INCOMPLETE -> true;
      case COMPLETE -> {
        connection.greeted(reader.hello());
        yield false;
      }
      case TOO_LARGE -> {
        connection.end(CloseReason.HELLO_TOO_LARGE);
        yield false;
      }
    };
  }

  @Override
  public void ended() {
    connection.end(CloseReason.NO_HELLO);
  }

  @Override
  public void leave(Ending ending) {
    deadline.cancel();
  }
}
