package io.weir.plugin.builtin.discovery;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A backend as lists spell it: {@code host:port [weight=N] [priority=N] [max_connections=N]
 * [sni=NAME]}, the attributes in any order, an IPv6 host in brackets.
 *
 * @param backend what the line says
 */
public record BackendLine(Backend backend) {
  private static final String FORM =
      "host:port [weight=N] [priority=N] [max_connections=N] [sni=NAME]";
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is not of that form; the message says what was expected
   */
  public static BackendLine parse(String line) {
    String[] words = WHITE_SPACE.split(line.strip(), -1);
    Backend backend = at(words[0]);
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      String name = equals < 0 ? words[i] : words[i].substring(0, equals);
      if (equals < 0 || !seen.add(name)) {
        throw notOfTheForm();
      }
      backend = with(backend, name, words[i].substring(equals + 1));
    }
    return new BackendLine(backend);
  }

  private static Backend at(String address) {
    HostPort hostPort;
    try {
      hostPort = HostPort.parse(address);
    } catch (IllegalArgumentException e) {
      throw notOfTheForm();
    }
    if (hostPort.host().isEmpty() || hostPort.port() == 0) {
      throw notOfTheForm();
    }
    return new Backend(hostPort, 1, 1, 0, "");
  }

  private static Backend with(Backend backend, String name, String value) {
    return switch (name) {
      case "weight" -> backend.withWeight(number(name, value));
      case "priority" -> backend.withPriority(number(name, value));
      case "max_connections" -> backend.withMaxConnections(number(name, value));
      case "sni" -> backend.withSni(name(value));
      default -> throw notOfTheForm();
    };
  }

  private static int number(String name, String value) {
    boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    try {
      if (digits) {
        return Integer.parseInt(value);
      }
    } catch (NumberFormatException e) {
      // More than an int holds: the message below says so.
    }
    throw new IllegalArgumentException(name + "=N with N from 0 to " + Integer.MAX_VALUE);
  }

  private static String name(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("sni=NAME with a server name");
    }
    return value;
  }

  private static IllegalArgumentException notOfTheForm() {
    return new IllegalArgumentException(FORM);
  }

  /** The line in its shortest spelling; reads back as the same backend. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(backend.address().toString());
    if (backend.weight() != 1) {
      line.append(" weight=").append(backend.weight());
    }
    if (backend.priority() != 1) {
      line.append(" priority=").append(backend.priority());
    }
    if (backend.maxConnections() != 0) {
      line.append(" max_connections=").append(backend.maxConnections());
    }
    if (!backend.sni().isEmpty()) {
      line.append(" sni=").append(backend.sni());
    }
    return line.toString();
  }
}
