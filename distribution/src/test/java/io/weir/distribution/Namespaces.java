package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Network namespaces of a test: a client, weir and a backend, each with an address of its own on
 * one bridge.
 */
final class Namespaces implements AutoCloseable {
  static final String CLIENT = "10.77.0.2";
  static final String BACKEND = "10.77.0.3";
  static final String WEIR = "10.77.0.1";

  private static final List<String> ENDS = List.of("client", "backend", "weir");

  private final String prefix = "weir" + ProcessHandle.current().pid();
  private final List<Process> started = new ArrayList<>();

  private Namespaces() {}

  /** Makes them; without that right the test is skipped. */
  static Namespaces make() throws Exception {
    Namespaces made = new Namespaces();
    assumeTrue(
        run("ip", "netns", "add", made.name("weir")).exitCode() == 0,
        "network namespaces can only be made by root, with iproute2");
    for (String end : List.of("client", "backend")) {
      ip("netns", "add", made.name(end));
    }
    made.in("weir", "link", "add", "br0", "type", "bridge");
    made.in("weir", "addr", "add", WEIR + "/24", "dev", "br0");
    made.in("weir", "link", "set", "br0", "up");
    made.in("weir", "link", "set", "lo", "up");
    made.attach("client", CLIENT);
    made.attach("backend", BACKEND);
    return made;
  }

  private void attach(String end, String address) throws Exception {
    in("weir", "link", "add", end, "type", "veth", "peer", "name", "eth0", "netns", name(end));
    in("weir", "link", "set", end, "master", "br0", "up");
    in(end, "addr", "add", address + "/24", "dev", "eth0");
    in(end, "link", "set", "eth0", "up");
    in(end, "link", "set", "lo", "up");
  }

  /** Has ip(8) do something in one of them. */
  void in(String end, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("-n", name(end)));
    command.addAll(List.of(arguments));
    ip(command.toArray(String[]::new));
  }

  /** What ip(8) prints about one of them. */
  String show(String end, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip", "-n", name(end)));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new)).out();
  }

  /** What is put before a command for it to run in one of them. */
  String[] within(String end) {
    return new String[] {"ip", "netns", "exec", name(end)};
  }

  /** Runs a Java source file in one of them, until it ends or the test does. */
  Process java(String end, Path source, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(within(end)));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(source.toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private String name(String end) {
    return prefix + end;
  }

  @Override
  public void close() throws Exception {
    started.forEach(Process::destroyForcibly);
    for (String end : ENDS) {
      run("ip", "netns", "del", name(end));
    }
  }

  private static void ip(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Ran ran = run(command.toArray(String[]::new));
    assertThat(ran.exitCode()).as("%s: %s", command, ran.out()).isZero();
  }

  private record Ran(int exitCode, String out) {}

  private static Ran run(String... command) throws Exception {
    Path out = Files.createTempFile("ip", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      return new Ran(process.waitFor(), Files.readString(out, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Ran(127, e.toString());
    } finally {
      Files.delete(out);
    }
  }
}
