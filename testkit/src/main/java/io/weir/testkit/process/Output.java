package io.weir.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The lines that a process has written so far, read as it writes them. */
final class Output {
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  Output(InputStream stream) {
    Thread.ofVirtual().start(() -> read(stream));
  }

  List<String> lines() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The first line that fits, once it is there; empty if the output ends or the time is over
   * before.
   */
  Optional<String> await(Predicate<String> wanted, Duration time) throws InterruptedException {
    long nanos = time.toNanos();
    lock.lock();
    try {
      for (int next = 0; ; ) {
        for (; next < lines.size(); next++) {
          if (wanted.test(lines.get(next))) {
            return Optional.of(lines.get(next));
          }
        }
        if (ended || nanos <= 0) {
          return Optional.empty();
        }
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the process has closed its output. */
  boolean awaitEnd(Duration time) throws InterruptedException {
    long nanos = time.toNanos();
    lock.lock();
    try {
      while (!ended && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return ended;
    } finally {
      lock.unlock();
    }
  }

  private void read(InputStream stream) {
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("(reading the output failed: " + e + ")");
    } finally {
      end();
    }
  }

  private void add(String line) {
    lock.lock();
    try {
      lines.add(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
