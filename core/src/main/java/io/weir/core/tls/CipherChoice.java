package io.weir.core.tls;

import io.netty.handler.ssl.SslContextBuilder;
import io.weir.core.config.CipherSuites;
import io.weir.core.config.SectionException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a list of cipher suites with the engine at hand.
 *
 * @param suites those to offer, TLS 1.3's included; empty for the engine's own choice
 */
record CipherChoice(List<String> suites) {
  private static final Logger logger = LoggerFactory.getLogger(CipherChoice.class);

  /**
   * Makes the choice. The suites of TLS 1.3 are offered whatever the list says: neither gobetween's
   * engine nor BoringSSL lets them be chosen.
   *
   * @param server the server's name
   * @param key the key in its section that has the list; what is not honoured is warned about
   * @param names known names
   * @param onlyNewest whether nothing below TLS 1.3 is spoken, so that the list has no say
   * @throws SectionException if nothing is left
   */
  static CipherChoice of(
      String server, String key, List<String> names, boolean onlyNewest, TlsEngine engine) {
    if (names.isEmpty()) {
      return new CipherChoice(List.of());
    }
    List<String> suites = new ArrayList<>(CipherSuites.TLS_1_3);
    List<String> warnings = new ArrayList<>();
    int newest = 0;
    for (String name : names) {
      String suite = CipherSuites.iana(name);
      if (CipherSuites.TLS_1_3.contains(suite)) {
        newest++;
      } else if (engine.speaks(suite)) {
        suites.add(suite);
      } else {
        warnings.add(name + " is left out, because the TLS engine does not have it");
      }
    }
    if (newest > 0 && newest < CipherSuites.TLS_1_3.size()) {
      warnings.add("all suites of TLS 1.3 are offered; the TLS engine lets none be left out");
    }
    boolean nothingBelow = suites.size() == CipherSuites.TLS_1_3.size();
    if (nothingBelow && newest == 0 && !onlyNewest) {
      throw new SectionException(
          server, key, "a cipher suite that the TLS engine has; it has none of these");
    }
    warnings.forEach(warning -> logger.warn("servers.{}.{}: {}", server, key, warning));
    return new CipherChoice(List.copyOf(suites));
  }

  /** Has a context offer them. */
  void applyTo(SslContextBuilder builder, TlsEngine engine) {
    if (!suites.isEmpty()) {
      builder.ciphers(suites.stream().filter(engine::speaks).toList());
    }
  }
}
