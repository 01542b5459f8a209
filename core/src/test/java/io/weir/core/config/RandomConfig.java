package io.weir.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Trees that bind, with every key there is and texts of every kind, made from the records. The same
 * seed gives the same tree.
 */
final class RandomConfig {
  private static final List<String> PIECES =
      List.of(
          "a",
          "web",
          "1",
          "0",
          "true",
          "null",
          " ",
          "\t",
          "\n",
          "\r",
          "\\",
          "\"",
          "'",
          "#",
          "//",
          "=",
          ".",
          ",",
          ":",
          "[",
          "]",
          "{",
          "}",
          "$",
          "${HOME}",
          "${?HOME}",
          "${",
          "\"\"\"",
          "'''",
          "\b",
          "\f",
          "\u0000",
          "\u0001",
          "\u001b",
          "\u007f",
          "\u0085",
          "\u00a0",
          "\u00e4",
          "\u2028",
          "\u20ac",
          "\ufeff",
          "\uffff",
          "\ud83d\ude00",
          "\\n",
          "\\x00",
          "\\u0041",
          "+=",
          "include",
          "-",
          "_",
          "<&>",
          "%s");

  private final Random random;
  private int given;

  RandomConfig(long seed) {
    this.random = new Random(seed);
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = section(RecordType.of(WeirConfig.class), "");
    // Servers may list names for it.
    tree.computeIfAbsent("acme", _ -> section(RecordType.of(AcmeConfig.class), ".acme"));
    return tree;
  }

  private Map<String, Object> section(RecordType type, String path) {
    Map<String, Object> section = new LinkedHashMap<>();
    for (Key key : type.keys()) {
      if (key.mayBeLeftOut() && random.nextInt(3) == 0) {
        continue;
      }
      String inner = path + "." + key.name();
      if (key.type() instanceof ValueType.Extension extension) {
        extension(key, extension, inner, section);
      } else {
        section.put(key.name(), value(key.type(), inner));
      }
    }
    return keptRules(type, section);
  }

  /** What belongs together by rules that the records do not tell. */
  private static Map<String, Object> keptRules(RecordType type, Map<String, Object> section) {
    if (section.containsKey("cert_path") != section.containsKey("key_path")) {
      section.remove("cert_path");
      section.remove("key_path");
    }
    if (type.type() == TlsConfig.class || type.type() == BackendsTlsConfig.class) {
      section.remove("max_version");
      if (section.getOrDefault("client_auth", "none").equals("none")) {
        section.keySet().removeAll(List.of("client_ca_cert_path", "client_crl_path"));
      } else {
        section.put("client_ca_cert_path", "ca.crt");
      }
      if (!section.getOrDefault("session_tickets", false).equals(true)) {
        section.remove("session_ticket_keys");
      }
      if (section.containsKey("profile")) {
        section.keySet().removeAll(List.of("min_version", "ciphers"));
      }
    }
    if (type.type() == ApiConfig.BasicAuth.class) {
      section.remove("password_hash");
      section.put("login", "l");
      section.put("password", "p");
    }
    if (type.type() == ApiConfig.Token.class) {
      section.remove("token_sha256");
      section.put("token", "t");
    }
    if (type.type() == LoggingConfig.class || type.type() == AccessLogConfig.class) {
      // An empty text means what holds when it is left out.
      if (section.getOrDefault("output", "").equals("")) {
        section.remove("rotation");
      }
      section.computeIfPresent("queue_size", (_, size) -> 1 + (int) size % 1_000_000);
    }
    if (type.type() == DataPathConfig.class) {
      section.replaceAll((_, count) -> (int) count % 1024);
    }
    if (type.type() == AcmeConfig.class) {
      // It is the store's path under another name.
      section.remove("cache_dir");
      section.putIfAbsent("http_bind", "127.0.0.9:9");
    }
    if (type.type() == BackendsConfig.class) {
      section.computeIfPresent("panic_threshold", (_, percent) -> (int) percent % 101);
      if ("close_after".equals(section.get("on_backend_down"))) {
        section.put("close_after", "5s");
      } else {
        section.remove("close_after");
      }
    }
    if (type.type() == EjectionConfig.class) {
      section.computeIfPresent("failures", (_, count) -> 1 + (int) count % 1000);
      section.computeIfPresent("max_ejected_percent", (_, percent) -> 1 + (int) percent % 100);
      section.remove("max_time");
      section.replace("time", "7s");
    }
    if ("udp".equals(section.get("protocol"))) {
      section.keySet().removeAll(List.of("sni", "proxy_protocol", "backends_tls", "backends"));
    }
    return section;
  }

  private void extension(
      Key key, ValueType.Extension extension, String path, Map<String, Object> outer) {
    TestTypes types = new TestTypes();
    ExtensionKind point = extension.point().value();
    String kind = pick(types.names(point).stream().sorted().toList());
    Map<String, Object> section = section(extension.settings(), path);
    Optional<Class<? extends Record>> own = types.configType(point, kind);
    section.putAll(section(RecordType.of(own.orElseThrow()), path));
    if (point == ExtensionKind.HEALTH_CHECK) {
      section.put("interval", "1ns");
      section.replace("host", "agent.test");
      section.replace("server_name", "www.test");
      section.computeIfPresent("port", (_, port) -> 1 + (int) port % 65535);
    }
    Selector selector = Selector.of(extension.point());
    switch (selector.place()) {
      case INSIDE -> section.put(selector.key(), kind);
      case BESIDE, AMONG -> outer.put(selector.key(), kind);
    }
    if (selector.place() == Selector.Place.AMONG) {
      outer.putAll(section);
    } else {
      outer.put(key.name(), section);
    }
  }

  private Object value(ValueType type, String path) {
    return switch (type) {
      case Scalar scalar -> scalar(scalar, path);
      case ValueType.ListOf list -> several(() -> value(list.element(), path));
      case ValueType.MapOf map -> {
        Map<String, Object> values = new LinkedHashMap<>();
        several(() -> values.put(text(), value(map.value(), path)));
        yield values;
      }
      case ValueType.Section section -> section(section.type(), path);
      case ValueType.Extension extension -> throw new IllegalStateException(path);
    };
  }

  private <T> List<T> several(Supplier<T> one) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(one.get());
    }
    return list;
  }

  private Object scalar(Scalar scalar, String path) {
    return switch (scalar) {
      case Scalar.Whole whole -> random.nextInt(Integer.MAX_VALUE);
      case Scalar.Decimal decimal -> random.nextDouble() * 1e9;
      case Scalar.Flag flag -> random.nextBoolean();
      case Scalar.Span span -> random.nextLong(Long.MAX_VALUE) + "ns";
      case Scalar.Choice choice -> pick(choice.choices().words());
      case Scalar.Text text -> text(text, path);
    };
  }

  private Object text(Scalar.Text type, String path) {
    if (path.endsWith("bind")) {
      return "127.0.0.1:" + (1 + given++);
    }
    if (path.endsWith(".acme_hosts")) {
      return "host" + given++;
    }
    if (path.endsWith(".protocol")) {
      return pick(List.of("tcp", "tls", "udp"));
    }
    if (path.endsWith(".alpn")) {
      return random.nextBoolean() ? "h2" : List.of("h2", "http/1.1");
    }
    if (path.endsWith(".ciphers")) {
      return pick(TlsProfile.OLD.ciphers());
    }
    if (type.listParser() != null && random.nextBoolean()) {
      return List.of("program " + text().replace("\0", ""), text().replace("\0", ""));
    }
    List<String> tries =
        List.of(
            text(),
            text().replace("\0", "").replace("\\", "\\\\") + "x",
            "[::1]:80",
            "deny 2001:db8::/32",
            "5MB",
            "http://u:p@127.0.0.1:1/x?y=%20#z");
    return tries.stream().filter(text -> isRead(type, text)).findFirst().orElseThrow();
  }

  private static boolean isRead(Scalar.Text type, String text) {
    try {
      type.fromText(text);
      return true;
    } catch (WrongValueException e) {
      return false;
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(pick(PIECES));
    }
    return text.toString();
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
