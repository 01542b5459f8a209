package io.weir.core.connection;

import io.weir.core.config.AccessConfig;
import io.weir.core.config.AccessRule;
import io.weir.core.config.AccessRule.Verdict;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * The access rules of a server, prepared so that a look-up costs at most a step per bit of the
 * address however many rules there are: a binary tree of prefixes in which each node knows the
 * first rule that ends there. The first match in the list wins, so a look-up keeps the lowest rule
 * on its way.
 */
public final class AccessList {
  private static final int NONE = Integer.MAX_VALUE;

  private final boolean[] allows;
  private final boolean otherwise;
  private final PrefixTree v4 = new PrefixTree();
  private final PrefixTree v6 = new PrefixTree();

  private AccessList(List<AccessRule> rules, Verdict otherwise) {
    this.allows = new boolean[rules.size()];
    this.otherwise = otherwise == Verdict.ALLOW;
    for (int i = 0; i < rules.size(); i++) {
      AccessRule rule = rules.get(i);
      allows[i] = rule.verdict() == Verdict.ALLOW;
      byte[] address = rule.block().address();
      treeFor(address).add(address, rule.block().prefixLength(), i);
    }
  }

  /** Serves everybody. */
  public static AccessList allowAll() {
    return new AccessList(List.of(), Verdict.ALLOW);
  }

  /** Prepares the rules of a section. */
  public static AccessList of(AccessConfig config) {
    return new AccessList(config.rules(), config.otherwise());
  }

  /** Whether a client is served. An IPv4 client of an IPv6 socket counts as IPv4. */
  public boolean allows(InetAddress client) {
    return allows.length == 0 ? otherwise : allows(client.getAddress());
  }

  /**
   * Whether a client is served, without an object for it.
   *
   * @param address 4 or 16 bytes, in network order
   */
  public boolean allows(byte[] address) {
    int rule = treeFor(address).firstRule(address);
    return rule == NONE ? otherwise : allows[rule];
  }

  private PrefixTree treeFor(byte[] address) {
    return address.length == 4 ? v4 : v6;
  }

  /** Nodes lie in one array: children at {@code 2n} and {@code 2n + 1}, 0 being none (the root). */
  private static final class PrefixTree {
    private int[] children = new int[2];
    private int[] rules = {NONE};
    private int size = 1;

    void add(byte[] address, int prefixLength, int rule) {
      int node = 0;
      for (int bit = 0; bit < prefixLength; bit++) {
        int slot = 2 * node + bitAt(address, bit);
        if (children[slot] == 0) {
          int child = newNode(); // Not inside the assignment: it may replace the array.
          children[slot] = child;
        }
        node = children[slot];
      }
      rules[node] = Math.min(rules[node], rule);
    }

    private int newNode() {
      if (size == rules.length) {
        children = Arrays.copyOf(children, 4 * size);
        rules = Arrays.copyOf(rules, 2 * size);
      }
      rules[size] = NONE;
      return size++;
    }

    int firstRule(byte[] address) {
      int node = 0;
      int first = rules[0];
      for (int bit = 0; bit < 8 * address.length; bit++) {
        node = children[2 * node + bitAt(address, bit)];
        if (node == 0) {
          break;
        }
        first = Math.min(first, rules[node]);
      }
      return first;
    }

    private static int bitAt(byte[] address, int bit) {
      return address[bit >> 3] >> (7 - (bit & 7)) & 1;
    }
  }
}
