package io.weir.app.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM, SIGINT and SIGHUP as a request to stop: the first one asks, a second one ends the
 * process at once. A shutdown hook would not do: a JVM that a signal brings down exits with 128 and
 * the signal's number, and a second signal would wait for the first one's hooks.
 */
public final class StopSignals {
  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");
  private static final int EXIT_BY_SECOND_SIGNAL = 130;

  private final CountDownLatch asked = new CountDownLatch(1);

  private StopSignals() {}

  /** Takes the signals over from the JVM. */
  public static StopSignals install() {
    StopSignals signals = new StopSignals();
    // sun.misc.Signal is the JDK's supported way (module jdk.unsupported exports it), but javac
    // warns of its name in a way that cannot be switched off, and here a warning is an error.
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Runnable reaction = signals::received;
      MethodHandle received =
          MethodHandles.publicLookup()
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo(reaction);
      Object receiver =
          MethodHandleProxies.asInterfaceInstance(
              handler, MethodHandles.dropArguments(received, 0, signal));
      for (String name : NAMES) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), receiver);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM does not let a program handle signals", e);
    }
    return signals;
  }

  /** Whether one has come. */
  public boolean cameWithin(Duration time) throws InterruptedException {
    return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for one. */
  public void await() throws InterruptedException {
    asked.await();
  }

  private void received() {
    if (asked.getCount() == 0) {
      Runtime.getRuntime().halt(EXIT_BY_SECOND_SIGNAL);
    }
    asked.countDown();
  }
}
