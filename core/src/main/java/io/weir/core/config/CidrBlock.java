package io.weir.core.config;

import io.weir.api.text.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IPv4 or IPv6 addresses. It exists because the JDK has none, and reads addresses
 * through DNS unless it is kept from it. An IPv6 block inside {@code ::ffff:0:0/96} is the IPv4
 * block that it stands for.
 *
 * @param network its lowest address
 * @param prefixLength how many leading bits all its addresses share
 */
public record CidrBlock(InetAddress network, int prefixLength) {
  private static final String EXPECTED = "an IP address or a CIDR block, such as 10.0.0.0/8";
  private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]+)(?:/(0|[1-9][0-9]{0,2}))?");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
  private static final int MAPPED_BITS = 96;

  /**
   * Clears the bits behind the prefix.
   *
   * @throws IllegalArgumentException if the prefix is longer than the address
   */
  public CidrBlock {
    byte[] bytes = network.getAddress();
    if (prefixLength < 0 || prefixLength > 8 * bytes.length) {
      throw new IllegalArgumentException(EXPECTED);
    }
    network = addressOf(masked(bytes, prefixLength));
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or an address, which is a block of one.
   *
   * @throws IllegalArgumentException if it is not of that form; the message says what was expected
   */
  public static CidrBlock parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    String literal = matcher.group(1);
    boolean ipv4 = literal.indexOf(':') < 0;
    InetAddress address = ipv4 ? ipv4(literal) : literal(literal);
    int bits = ipv4 ? 32 : 128;
    int length = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
    if (ipv4 || address instanceof Inet6Address) {
      return new CidrBlock(address, length);
    }
    return length >= MAPPED_BITS
        ? new CidrBlock(address, length - MAPPED_BITS)
        : new CidrBlock(addressOf(masked(mapped(address), length)), length);
  }

  /** The bytes of its lowest address: 4 or 16, a copy. */
  public byte[] address() {
    return network.getAddress();
  }

  /**
   * In the one way that RFC 5952 allows, without the prefix length where it is a single address.
   */
  @Override
  public String toString() {
    String text = AddressText.of(network);
    return prefixLength == 8 * network.getAddress().length ? text : text + "/" + prefixLength;
  }

  private static InetAddress ipv4(String literal) {
    // The JDK takes 10.1 and 010.0.0.1 for addresses as well, and others mean other ones by them.
    if (!IPV4.matcher(literal).matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return literal(literal);
  }

  private static InetAddress literal(String literal) {
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }

  private static byte[] mapped(InetAddress address) {
    byte[] bytes = new byte[16];
    bytes[10] = -1;
    bytes[11] = -1;
    System.arraycopy(address.getAddress(), 0, bytes, 12, 4);
    return bytes;
  }

  private static byte[] masked(byte[] address, int prefixLength) {
    byte[] bytes = address.clone();
    for (int bit = prefixLength; bit < 8 * bytes.length; bit++) {
      bytes[bit >> 3] &= (byte) ~(0x80 >> (bit & 7));
    }
    return bytes;
  }

  private static InetAddress addressOf(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }
}
