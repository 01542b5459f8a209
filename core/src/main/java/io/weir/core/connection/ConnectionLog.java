package io.weir.core.connection;

/** Hears of every connection that has ended. */
public interface ConnectionLog {
  /** Nobody listens. */
  ConnectionLog NONE =
      new ConnectionLog() {
        @Override
        public boolean listens() {
          return false;
        }

        @Override
        public void ended(EndedConnection connection) {}
      };

  /** Whether it wants to hear at the moment; if not, nothing is put together for it. */
  boolean listens();

  /** A connection has ended. Called on its event loop: must neither block nor throw. */
  void ended(EndedConnection connection);
}
