package io.weir.core.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells a file from what stood in its place before, without reading it. Links are followed, so
 * that one that leads elsewhere counts as another file.
 *
 * @param key the file's number in its file system; null where there is none, or no file
 * @param modified when it was written last
 * @param size its length in bytes; -1 if there is no file
 */
public record FileStamp(@Nullable Object key, FileTime modified, long size) {
  private static final FileStamp NONE = new FileStamp(null, FileTime.fromMillis(0), -1);

  /** That of the file there now. */
  public static FileStamp of(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
    } catch (IOException e) {
      return NONE;
    }
  }
}
