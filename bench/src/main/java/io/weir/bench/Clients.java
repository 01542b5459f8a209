package io.weir.bench;

import io.weir.api.balance.ConnectionInfo;
import io.weir.testkit.contract.FixedConnection;
import java.util.Random;

/** A thousand IPv4 clients of a server that is bound to a wildcard address, one after the other. */
final class Clients {
  private static final int COUNT = 1024;

  private final ConnectionInfo[] clients = new ConnectionInfo[COUNT];
  private int current;

  Clients() {
    var random = new Random(1);
    for (int i = 0; i < COUNT; i++) {
      int address = random.nextInt();
      clients[i] =
          FixedConnection.mappedFrom(
              "%d.%d.%d.%d"
                  .formatted(
                      address >>> 24, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff));
    }
  }

  ConnectionInfo next() {
    current = (current + 1) % COUNT;
    return clients[current];
  }
}
