package io.weir.app.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.weir.app.OperatorException;
import io.weir.core.certificate.CertificateFileException;
import io.weir.core.certificate.KeyedChain;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/** A certificate and its key in PEM files. */
public final class TlsFiles {

  private TlsFiles() {}

  /**
   * Reads them.
   *
   * @param section the section that names them, for messages
   * @param certificate the chain, the server's own first
   * @param key its private key
   * @throws OperatorException naming key and file if one cannot be used
   */
  public static SslContext read(String section, Path certificate, Path key) {
    try {
      KeyedChain chain = KeyedChain.read(certificate, key);
      return SslContextBuilder.forServer(chain.key(), chain.chain())
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (CertificateFileException e) {
      throw OperatorException.about(section + "." + e.configKey(), String.valueOf(e.getMessage()));
    } catch (SSLException e) {
      throw OperatorException.about(section, String.valueOf(e.getMessage()));
    }
  }
}
