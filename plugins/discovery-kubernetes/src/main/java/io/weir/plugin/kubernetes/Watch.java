package io.weir.plugin.kubernetes;

import io.weir.api.Backend;
import io.weir.api.discovery.PassedOverLog;
import io.weir.api.web.WebAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Follows a service from one version to the next. A stream that ends or is cut is followed by
 * another one that goes on at the version reached; where that is forgotten, all is listed anew. Of
 * one thread.
 */
final class Watch {
  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A stream that ends sooner is one in vain: the next one waits. */
  private static final Duration LEAST_STREAM = Duration.ofSeconds(1);

  private final ApiServer server;
  private final SliceJson json;
  private final Executor executor;
  private final WatchTimes times;
  private final Listing listing;
  private final PassedOverLog wrong;
  private final Consumer<List<Backend>> changes;

  private List<Backend> told = List.of();
  private int inVain;

  /** Lists all of the service's slices. */
  @FunctionalInterface
  interface Listing {
    /** May block for a limited time. */
    ServiceEndpoints list() throws IOException, InterruptedException;
  }

  Watch(
      ApiServer server,
      SliceJson json,
      Executor executor,
      WatchTimes times,
      Listing listing,
      PassedOverLog wrong,
      Consumer<List<Backend>> changes) {
    this.server = server;
    this.json = json;
    this.executor = executor;
    this.times = times;
    this.listing = listing;
    this.wrong = wrong;
    this.changes = changes;
  }

  /**
   * Goes on until interrupted.
   *
   * @param begun what was told already
   * @throws IOException if no stream can be had, or what it sends makes no sense
   */
  void follow(ServiceEndpoints begun) throws IOException, InterruptedException {
    ServiceEndpoints service = begun;
    told = service.backends();
    while (true) {
      long start = System.nanoTime();
      boolean known = stream(service);
      boolean lasted = System.nanoTime() - start >= LEAST_STREAM.toNanos();
      inVain = known && lasted ? 0 : inVain + 1;
      pause();
      if (!known) {
        service = listAnew();
      }
    }
  }

  /** Lists and tells what is found. */
  ServiceEndpoints listAnew() throws IOException, InterruptedException {
    ServiceEndpoints service = listing.list();
    tell(service);
    return service;
  }

  private void pause() throws InterruptedException {
    if (inVain > 0) {
      long pause = LEAST_PAUSE.toMillis() << Math.min(inVain - 1, 20);
      Thread.sleep(Duration.ofMillis(Math.min(pause, LONGEST_PAUSE.toMillis())));
    }
  }

  /**
   * Follows one stream to its end.
   *
   * @return whether another one can go on where it ended; if not, all has to be listed anew
   */
  private boolean stream(ServiceEndpoints service) throws IOException, InterruptedException {
    try (EventStream stream = open(service.version())) {
      long deadline = System.nanoTime() + times.stream().plus(times.grace()).toNanos();
      while (true) {
        WatchEvent event = stream.next(deadline - System.nanoTime());
        if (event == null) {
          return true;
        }
        Step step = settle(stream, service, event);
        tell(service);
        if (step != Step.ON) {
          return step == Step.ENDED;
        }
      }
    } catch (ApiServer.GoneException e) {
      return false;
    }
  }

  private enum Step {
    ON,
    ENDED,
    EXPIRED
  }

  private EventStream open(String version) throws IOException, InterruptedException {
    WebAnswer answer = server.watch(version, times.stream());
    return EventStream.of(answer, json, executor);
  }

  /** Takes an event and those that come right behind it, so that they are told in one list. */
  private Step settle(EventStream stream, ServiceEndpoints service, WatchEvent first)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + times.settle().toNanos();
    WatchEvent event = first;
    while (event != null) {
      Step step = take(service, event);
      if (step != Step.ON) {
        return step;
      }
      event = stream.next(Math.min(times.settle().toNanos() / 4, deadline - System.nanoTime()));
    }
    return Step.ON;
  }

  private static Step take(ServiceEndpoints service, WatchEvent event) throws IOException {
    switch (event) {
      case WatchEvent.Changed(String name, String version, Slice slice) -> {
        service.put(name, slice);
        service.reach(version);
      }
      case WatchEvent.Deleted(String name, String version) -> {
        service.remove(name);
        service.reach(version);
      }
      case WatchEvent.Bookmark(String version) -> service.reach(version);
      case WatchEvent.Expired() -> {
        return Step.EXPIRED;
      }
      case WatchEvent.Ended() -> {
        return Step.ENDED;
      }
      case WatchEvent.Failed(IOException reason) -> throw reason;
    }
    return Step.ON;
  }

  private void tell(ServiceEndpoints service) {
    wrong.report(service.wrong());
    List<Backend> backends = service.backends();
    if (!backends.equals(told)) {
      told = backends;
      changes.accept(backends);
    }
  }
}
