package io.weir.core.connection;

import java.util.Locale;

/** Why a connection ended. The words are the same in log, metric and test. */
public enum CloseReason {
  /** Both sides ended in good order. */
  FINISHED,
  /** The server had {@code max_connections} open. */
  LIMIT,
  /** The client's address had {@code udp.max_sessions_per_ip} sessions. */
  CLIENT_LIMIT,
  /** An access rule turned the client away. */
  ACCESS_DENIED,
  /** The client ended before it had sent its whole ClientHello. */
  NO_HELLO,
  /** The client had not sent its whole ClientHello when its time was over. */
  HELLO_TIMEOUT,
  /** The client's ClientHello was longer than 64 KiB. */
  HELLO_TOO_LARGE,
  /** The TLS handshake with the client failed. */
  HANDSHAKE_FAILED,
  /** The TLS handshake with the client was not done when its time was over. */
  HANDSHAKE_TIMEOUT,
  /** An authority has seen the proof that it asked for (ACME, tls-alpn-01). */
  ACME_CHALLENGE,
  /** There was no backend to choose. */
  NO_BACKEND,
  /** Every backend tried refused or did not answer in time. */
  BACKEND_REFUSED,
  /** This machine had no descriptor, port or memory left to connect to a backend. */
  NO_RESOURCES,
  /** The client sent nothing for {@code client_idle_timeout}. */
  CLIENT_IDLE,
  /** The backend sent nothing for {@code backend_idle_timeout}. */
  BACKEND_IDLE,
  /** The client reset the connection. */
  CLIENT_RESET,
  /** The backend reset the connection. */
  BACKEND_RESET,
  /** The backend's checks failed, and {@code on_backend_down} closes its connections. */
  BACKEND_DOWN,
  /** The connection to the client broke in some other way. */
  CLIENT_ERROR,
  /** The connection to the backend broke in some other way. */
  BACKEND_ERROR,
  /** The server stopped, and the time to finish was over. */
  SERVER_STOPPED;

  /** The word for it, e.g. {@code "backend_refused"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
