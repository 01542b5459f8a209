package io.weir.core.plugin;

/**
 * The context class loader of one product's calls. It loads what the plugin's loader does; that
 * each product has its own tells whose a thread is, because a thread keeps the context class loader
 * of the one that has started it.
 */
final class ProductClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  ProductClassLoader(String product, ClassLoader plugin) {
    super(product, plugin);
  }
}
