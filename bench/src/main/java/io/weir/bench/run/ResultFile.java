package io.weir.bench.run;

import io.weir.bench.BenchException;
import io.weir.bench.run.ResultLine.Remark;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes results as they come, a line of JSON each: what was measured before a run was interrupted
 * is kept.
 */
public final class ResultFile implements AutoCloseable {
  private final Writer writer;

  /** Begins a new file. */
  public ResultFile(Path file) {
    try {
      writer = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new BenchException("The result file " + file + " cannot be written.", e);
    }
  }

  /** Appends. */
  public void add(Header header) {
    add(ResultLine.of(header));
  }

  /** Appends. */
  public void add(Slice slice) {
    add(ResultLine.of(slice));
  }

  /** Appends. */
  public void add(Remark remark) {
    add(ResultLine.of(remark));
  }

  private void add(ResultLine line) {
    try {
      writer.write(JsonMapper.shared().writeValueAsString(line));
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw new BenchException("The result file cannot be written.", e);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
