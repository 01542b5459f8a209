package io.weir.plugin.kubernetes;

import io.weir.api.text.Excerpt;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A port of a service's pods: a name or a number.
 *
 * @param name the name; empty if it is a number
 * @param number the number; 0 if it is a name
 */
public record PodPort(String name, int number) {
  /** IANA_SVC_NAME, as Kubernetes checks it, but for the rule that a letter is among them. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
  private static final int MOST_SHOWN = 10;

  /**
   * Reads a name or a number.
   *
   * @throws IllegalArgumentException if it is neither; the message says what was expected
   */
  public static PodPort parse(String text) {
    int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    boolean inRange = number > 0 && number <= 65535;
    if (!inRange && (text.matches("\\d+") || !NAME.matcher(text).matches())) {
      throw new IllegalArgumentException("the name of a port, or a number from 1 to 65535");
    }
    return inRange ? new PodPort("", number) : new PodPort(text, 0);
  }

  /**
   * The number that all endpoints of a slice have, for who wants no certain one.
   *
   * @param ports of the slice
   * @throws IllegalArgumentException if there are several or none; the message says which
   */
  static int only(List<SliceObject.Port> ports) {
    List<Integer> numbers =
        ports.stream().map(SliceObject.Port::number).filter(port -> port != 0).distinct().toList();
    if (numbers.size() != 1) {
      throw new IllegalArgumentException("kubernetes_port, as its pods have " + shown(ports));
    }
    return numbers.getFirst();
  }

  /**
   * The number that endpoints of one slice have this under; another slice may have the same name
   * under another number.
   *
   * @param ports of the slice; one without a number stands for all
   * @throws IllegalArgumentException if it is not among them; the message says what was expected
   */
  int among(List<SliceObject.Port> ports) {
    boolean isNumber = name.isEmpty();
    if (isNumber && (ports.isEmpty() || ports.stream().anyMatch(this::isThis))) {
      return number;
    }
    return ports.stream()
        .filter(port -> !isNumber && name.equals(port.named()) && port.number() != 0)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("port " + this + ", but its pods have " + shown(ports)))
        .number();
  }

  private boolean isThis(SliceObject.Port port) {
    return port.isAny() || port.number() == number;
  }

  private static String shown(List<SliceObject.Port> ports) {
    return ports.isEmpty()
        ? "none"
        : ports.stream().limit(MOST_SHOWN).map(PodPort::shown).collect(Collectors.joining(", "))
            + (ports.size() > MOST_SHOWN ? ", ..." : "");
  }

  private static String shown(SliceObject.Port port) {
    String number = Integer.toString(port.number());
    return port.named().isEmpty() ? number : number + " (" + Excerpt.of(port.named()) + ")";
  }

  /** The name or number. */
  @Override
  public String toString() {
    return name.isEmpty() ? Integer.toString(number) : name;
  }
}
