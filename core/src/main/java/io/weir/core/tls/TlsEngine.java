package io.weir.core.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslX509KeyManagerFactory;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.weir.core.certificate.KeyStores;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What TLS is done with: BoringSSL, or the JDK's engine where that is not to be had. */
public final class TlsEngine {
  private static final Logger logger = LoggerFactory.getLogger(TlsEngine.class);

  private final SslProvider provider;
  private final Set<String> suites;

  private TlsEngine(SslProvider provider, Set<String> suites) {
    this.provider = provider;
    this.suites = suites;
  }

  /** The best one there is; says which. */
  public static TlsEngine best() {
    if (OpenSsl.isAvailable()) {
      logger.info("TLS engine: {} by tcnative", OpenSsl.versionString());
      return new TlsEngine(
          SslProvider.OPENSSL_REFCNT, new TreeSet<>(OpenSsl.availableJavaCipherSuites()));
    }
    logger.warn(
        "TLS engine: the JDK's, which costs several times the CPU of BoringSSL, because tcnative"
            + " cannot be used: {}",
        String.valueOf(OpenSsl.unavailabilityCause()));
    return jdk();
  }

  /** The JDK's. */
  public static TlsEngine jdk() {
    try {
      return new TlsEngine(
          SslProvider.JDK,
          new TreeSet<>(
              Arrays.asList(
                  SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** What takes a certificate that this engine is to show. */
  KeyManagerFactory keyManagers() {
    return isNative() ? new OpenSslX509KeyManagerFactory() : KeyStores.ofJava();
  }

  /** Has a context be one of this engine's. */
  void applyTo(SslContextBuilder builder) {
    builder.sslProvider(provider);
    if (isNative()) {
      // On the loop: a signature takes less than handing it over and back.
      builder.option(OpenSslContextOption.USE_TASKS, false);
    }
  }

  /** Whether it is BoringSSL. */
  boolean isNative() {
    return provider != SslProvider.JDK;
  }

  /** Whether it can speak a cipher suite, by its IANA name. */
  boolean speaks(String suite) {
    return suites.contains(suite);
  }
}
