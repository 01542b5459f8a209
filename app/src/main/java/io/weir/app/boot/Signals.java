package io.weir.app.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What signals ask for. SIGTERM and SIGINT ask to stop: the first one asks, a second one ends the
 * process at once. SIGHUP asks to read the configuration again, or, where there is none, to stop. A
 * shutdown hook would not do: a JVM that a signal brings down exits with 128 and the signal's
 * number, and a second signal would wait for the first one's hooks.
 *
 * <p>A JVM that was started with SIGHUP ignored, as {@code nohup} does, goes on ignoring it.
 */
public final class Signals {
  private static final int EXIT_BY_SECOND_SIGNAL = 130;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicBoolean reload = new AtomicBoolean();

  /** Given back whenever something is asked for. */
  private final Semaphore asked = new Semaphore(0);

  /** What is asked for. */
  enum Request {
    /** To stop. */
    STOP,
    /** To read the configuration again. */
    RELOAD
  }

  private Signals() {}

  /** Takes the signals over from the JVM; all of them ask to stop. */
  public static Signals toStop() {
    Signals signals = new Signals();
    signals.on("HUP", signals::askToStop);
    return signals.install();
  }

  /** Takes the signals over from the JVM; SIGHUP asks to reload. */
  static Signals toStopAndReload() {
    Signals signals = new Signals();
    signals.on("HUP", signals::askToReload);
    return signals.install();
  }

  private Signals install() {
    on("TERM", this::askToStop);
    on("INT", this::askToStop);
    return this;
  }

  private void on(String name, Runnable reaction) {
    // sun.misc.Signal is the JDK's supported way (module jdk.unsupported exports it), but javac
    // warns of its name in a way that cannot be switched off, and here a warning is an error.
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      MethodHandle received =
          MethodHandles.publicLookup()
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo(reaction);
      Object receiver =
          MethodHandleProxies.asInterfaceInstance(
              handler, MethodHandles.dropArguments(received, 0, signal));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), receiver);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM does not let a program handle signals", e);
    }
  }

  /** Whether weir is asked to stop within a time. */
  public boolean stopCameWithin(Duration time) throws InterruptedException {
    return stop.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Waits until something is asked for. Being asked to reload several times before this is called
   * is the same as once; being asked to stop comes first.
   */
  Request next() throws InterruptedException {
    while (true) {
      asked.acquire();
      if (stop.getCount() == 0) {
        return Request.STOP;
      }
      if (reload.compareAndSet(true, false)) {
        return Request.RELOAD;
      }
    }
  }

  /** The same as by SIGHUP. */
  void askToReload() {
    if (reload.compareAndSet(false, true)) {
      asked.release();
    }
  }

  private void askToStop() {
    if (stop.getCount() == 0) {
      Runtime.getRuntime().halt(EXIT_BY_SECOND_SIGNAL);
    }
    stop.countDown();
    asked.release();
  }
}
