package io.weir.core.tls;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.inject.Inject;

/** The TLS engine of a process. It is looked for with the first that needs it. */
public final class EngineChoice {
  private final Supplier<TlsEngine> engine;

  /** The best there is. */
  @Inject
  public EngineChoice() {
    this(TlsEngine::best);
  }

  /**
   * A certain one.
   *
   * @param engine finds it; asked once
   */
  public EngineChoice(java.util.function.Supplier<TlsEngine> engine) {
    this.engine = Suppliers.memoize(engine::get);
  }

  TlsEngine engine() {
    return engine.get();
  }
}
