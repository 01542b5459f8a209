package io.weir.testkit.process;

import java.util.List;

/**
 * What a process left behind.
 *
 * @param exitCode its exit code
 * @param out the lines on standard output
 * @param err the lines on standard error
 */
public record Finished(int exitCode, List<String> out, List<String> err) {}
