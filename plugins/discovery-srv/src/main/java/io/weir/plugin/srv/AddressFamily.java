package io.weir.plugin.srv;

import java.util.List;
import org.xbill.DNS.Type;

/** Which addresses of a name are wanted. */
public enum AddressFamily {
  /** Those of both families. */
  ANY,
  /** A records. */
  IPV4,
  /** AAAA records. */
  IPV6;

  /** The types of records that hold them, in the order in which they are asked for. */
  List<Integer> types() {
    return switch (this) {
      case ANY -> List.of(Type.A, Type.AAAA);
      case IPV4 -> List.of(Type.A);
      case IPV6 -> List.of(Type.AAAA);
    };
  }
}
