package io.weir.app.http;

/** What a caller may do; each includes those before it. */
public enum Scope {
  /** What needs no name: whether weir is there. */
  NONE,
  /** Look. */
  READ,
  /** Change, and see secrets. */
  WRITE
}
