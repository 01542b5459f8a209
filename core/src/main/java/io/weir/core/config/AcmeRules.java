package io.weir.core.config;

import java.net.IDN;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for names whose certificates are obtained. It remembers the servers it has seen,
 * because a name must not be in two.
 */
final class AcmeRules implements ServerRule {
  private static final String HOSTS = "tls.acme_hosts";
  private static final String ANY = "*.";
  private static final int LONGEST = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "(?!(.*\\.)?[0-9]+$)(\\*\\.)?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  private final boolean there;
  private final @Nullable AcmeConfig acme;
  private final Map<String, String> serverByHost = new HashMap<>();

  /**
   * No server was seen yet.
   *
   * @param there whether there is a section {@code acme}
   * @param acme that section; null if there is none, or it is wrong
   */
  AcmeRules(boolean there, @Nullable AcmeConfig acme) {
    this.there = there;
    this.acme = acme;
  }

  @Override
  public void check(String server, ServerConfig config, SectionProblems problems) {
    List<String> hosts = config.tls().map(TlsConfig::acmeHosts).orElse(List.of());
    if (hosts.isEmpty()) {
      return;
    }
    if (!there) {
      problems.report(HOSTS, "nothing without section `acme` at the top of the file");
    }
    for (String host : hosts) {
      host(server, host.toLowerCase(Locale.ROOT), problems);
    }
  }

  private void host(String server, String host, SectionProblems problems) {
    if (host.length() > LONGEST || !NAME.matcher(host).matches()) {
      problems.report(HOSTS, "DNS names; " + Shown.quoted(host) + " is none" + inAscii(host));
    } else if (host.startsWith(ANY) && acme != null && isForOneName(acme.challenge().kind())) {
      problems.report(
          HOSTS,
          "no wildcards with `acme.challenge` `"
              + acme.challenge().kind()
              + "`, which cannot prove "
              + Shown.quoted(host)
              + "; `dns` can");
    }
    String other = serverByHost.putIfAbsent(host, server);
    if (other != null && !other.equals(server)) {
      problems.report(
          HOSTS,
          "names that no other server has; server "
              + Shown.quoted(other)
              + " has "
              + Shown.quoted(host));
    }
  }

  /** How it is written where a name has other letters; empty if it is no name that way either. */
  private static String inAscii(String host) {
    try {
      String ascii = IDN.toASCII(host);
      return !ascii.equals(host) && NAME.matcher(ascii).matches()
          ? ", " + Shown.quoted(ascii) + " is"
          : "";
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /** These challenges prove control over one host, and authorities take them for no wildcard. */
  private static boolean isForOneName(String challenge) {
    return challenge.equals(AcmeConfig.HTTP) || challenge.equals(AcmeConfig.SNI);
  }
}
