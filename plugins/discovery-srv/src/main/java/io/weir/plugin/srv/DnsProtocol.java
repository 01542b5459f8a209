package io.weir.plugin.srv;

/** What questions are sent over. */
public enum DnsProtocol {
  /** Datagrams, and a connection for an answer that does not fit into one. */
  UDP,
  /** A connection for each question. */
  TCP
}
