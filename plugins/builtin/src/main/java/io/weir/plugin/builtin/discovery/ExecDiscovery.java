package io.weir.plugin.builtin.discovery;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import io.weir.api.process.Program;
import io.weir.api.process.ProgramResult;
import java.io.IOException;
import java.util.List;

/** The backends that a program prints. */
public final class ExecDiscovery implements Discovery {
  private static final int OUTPUT_LIMIT = 16 << 20;

  private final Program program;
  private final BackendLines lines;

  /** A discovery as configured. */
  public ExecDiscovery(ExecConfig config, PluginContext context) {
    program = new Program(config.execCommand().words(), OUTPUT_LIMIT);
    lines = new BackendLines(line -> BackendLine.parse(line).backend(), context);
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    ProgramResult result = program.run();
    if (!result.succeeded()) {
      throw new IOException("exec_command ended with " + result.reason());
    }
    return lines.read(result.output());
  }
}
