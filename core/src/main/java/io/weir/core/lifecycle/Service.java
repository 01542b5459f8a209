package io.weir.core.lifecycle;

/** Something that runs between a start and a stop. */
public interface Service {

  /** What it is called in the log. */
  String name();

  /** Starts it; returns when it serves. */
  void start() throws Exception;

  /** Stops it; returns when everything is released. Called only after {@link #start} returned. */
  void stop() throws Exception;
}
