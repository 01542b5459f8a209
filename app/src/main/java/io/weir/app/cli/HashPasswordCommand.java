package io.weir.app.cli;

import io.weir.core.config.PasswordHash;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code weir hash-password}. */
@Command(
    name = "hash-password",
    description = "Read a password and print what api.basic_auth.password_hash takes for it.")
final class HashPasswordCommand implements Callable<Integer> {
  private final InputStream in;
  private final PrintStream out;

  HashPasswordCommand(InputStream in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    char[] password = password();
    if (password == null || password.length == 0) {
      throw new UsageException("no password (expected: a line on standard input)");
    }
    out.println(PasswordHash.of(password));
    return 0;
  }

  /** A runtime without the JDK's line editor has no console where there is no terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private char @Nullable [] password() throws IOException {
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      return console.readPassword("Password: ");
    }
    String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
    return line == null ? null : line.toCharArray();
  }
}
