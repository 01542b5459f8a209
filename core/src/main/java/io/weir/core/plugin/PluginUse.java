package io.weir.core.plugin;

import io.weir.core.certificate.FileStamp;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a plugin's classes are needed: until it is given up and the last of its products has
 * been closed. Then its jars are closed, and nothing of weir's leads to its loader any more.
 */
final class PluginUse {
  private static final Logger log = LoggerFactory.getLogger(PluginUse.class);

  private final PluginInfo info;
  private final PluginJars jars;
  private final List<FileStamp> stamps;
  private final PluginClassLoader loader;

  // Guarded by this.
  private final Set<ProductRecord> products = new LinkedHashSet<>();
  private @Nullable JarCopies copies;
  private boolean moved;
  private boolean givenUp;
  private Runnable whenUnused = () -> {};

  /**
   * Nobody uses it yet.
   *
   * @param jars where it was loaded from
   * @param stamps what they were like then
   */
  PluginUse(PluginInfo info, PluginJars jars, List<FileStamp> stamps, PluginClassLoader loader) {
    this.info = info;
    this.jars = jars;
    this.stamps = List.copyOf(stamps);
    this.loader = loader;
  }

  /** Whether these jars are those that it was loaded from, and nobody has written to them since. */
  boolean isOf(PluginJars found) {
    return jars.equals(found) && stamps.equals(found.stamps());
  }

  /**
   * A product is about to be made. From the first one on the plugin's classes come from copies.
   *
   * @throws ExtensionException if the plugin was given up, or its jars are not as they were
   */
  synchronized void begin(ProductRecord product) {
    if (givenUp) {
      throw new ExtensionException(product.toString(), "the plugin was exchanged for another");
    }
    if (!moved) {
      move(product);
    }
    products.add(product);
  }

  private void move(ProductRecord product) {
    JarCopies made = null;
    try {
      made = JarCopies.of(info.id(), jars.jars());
      // Looked at afterwards, so that the copies are of what was loaded.
      if (isOf(jars)) {
        JarFiles before = loader.moveTo(made.jars());
        copies = made;
        moved = true;
        closeJars(before);
        return;
      }
    } catch (IOException e) {
      if (isOf(jars)) {
        log.warn(
            "{}: cannot be copied: {}; it must not be written over while weir runs",
            info.jar(),
            Reason.of(e));
        moved = true;
        return;
      }
    }
    if (made != null) {
      made.close();
    }
    throw new ExtensionException(
        product.toString(), "the jar was changed since it was loaded (expected: a reload first)");
  }

  /** The product has been closed, or was not made. */
  void end(ProductRecord product) {
    synchronized (this) {
      if (!products.remove(product) || !givenUp || !products.isEmpty()) {
        return;
      }
    }
    close();
  }

  /**
   * No product is made any more.
   *
   * @param unused called once there is none left
   */
  void giveUp(Runnable unused) {
    synchronized (this) {
      if (givenUp) {
        return;
      }
      givenUp = true;
      whenUnused = unused;
      if (!products.isEmpty()) {
        return;
      }
    }
    close();
  }

  private void close() {
    closeJars(loader);
    JarCopies made;
    Runnable unused;
    synchronized (this) {
      made = copies;
      unused = whenUnused;
    }
    if (made != null) {
      made.close();
    }
    unused.run();
  }

  /** Whatever comes of it: nobody can do anything about it, and what comes after has to come. */
  private void closeJars(Closeable jars) {
    try {
      jars.close();
    } catch (IOException | RuntimeException e) {
      log.warn("{}: cannot be closed: {}", info.jar(), Reason.of(e));
    }
  }

  /** The products there are, in the order in which they were made. */
  synchronized List<ProductRecord> products() {
    return new ArrayList<>(products);
  }
}
