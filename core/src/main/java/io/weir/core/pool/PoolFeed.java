package io.weir.core.pool;

/** Something that runs beside a pool and hands changes to its writer. */
interface PoolFeed {

  /** Ends it and frees what it holds. Called once; may block for a few seconds; never throws. */
  void close();
}
