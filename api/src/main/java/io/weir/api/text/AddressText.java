package io.weir.api.text;

import java.net.InetAddress;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * IP addresses as texts, each in the one way that RFC 5952 allows: what is the same address is the
 * same text. The JDK writes {@code 0:0:0:0:0:0:0:1} for {@code ::1}.
 */
public final class AddressText {
  private AddressText() {}

  /**
   * An address without brackets and without a zone. Nothing is looked up.
   *
   * @param address IPv4 or IPv6
   * @return the address in decimal with dots, or in the form of RFC 5952 in lower case
   */
  public static String of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? address.getHostAddress() : ipv6(bytes);
  }

  private static String ipv6(byte[] bytes) {
    int[] groups =
        IntStream.range(0, 8)
            .map(i -> (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff))
            .toArray();
    int start = 0;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    return length == 1
        ? hex(groups, 0, 8)
        : hex(groups, 0, start) + "::" + hex(groups, start + length, 8);
  }

  private static String hex(int[] groups, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Integer.toHexString(groups[i]))
        .collect(Collectors.joining(":"));
  }
}
