package io.weir.plugin.database.sql;

import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** What the PostgreSQL driver asks for a password, when there is none: being asked is enough. */
public final class NoPassword implements AuthenticationPlugin {

  /** The server wants to know who logs in. */
  static final class AskedException extends PSQLException {
    private static final long serialVersionUID = 1L;

    private AskedException() {
      super("the server asks for a password", PSQLState.CONNECTION_REJECTED);
    }
  }

  @Override
  public char[] getPassword(AuthenticationRequestType type) throws AskedException {
    throw new AskedException();
  }
}
