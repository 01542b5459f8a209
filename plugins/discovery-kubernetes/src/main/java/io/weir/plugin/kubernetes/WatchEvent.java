package io.weir.plugin.kubernetes;

import java.io.IOException;

/** What a watch tells. */
sealed interface WatchEvent {

  /** A slice was made or changed. */
  record Changed(String name, String version, Slice slice) implements WatchEvent {}

  /** A slice is gone, or is no more of this service. */
  record Deleted(String name, String version) implements WatchEvent {}

  /** Nothing changed up to a version. */
  record Bookmark(String version) implements WatchEvent {}

  /** The version that it began at is forgotten: what changed since is not known. */
  record Expired() implements WatchEvent {}

  /** The stream is at its end or was cut; a new one can go on where this one ended. */
  record Ended() implements WatchEvent {}

  /** What came makes no sense. */
  record Failed(IOException reason) implements WatchEvent {}
}
