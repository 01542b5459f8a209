package io.weir.core.transport;

/**
 * What a socket needs to speak TLS: certificates, versions, whom to trust. Only the transport that
 * carries TLS knows what is in it.
 */
public interface StreamSecurity {}
