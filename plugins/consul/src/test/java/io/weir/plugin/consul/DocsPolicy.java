package io.weir.plugin.consul;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ACL policy that a page of the docs says is enough. */
public final class DocsPolicy {
  private static final Pattern HCL = Pattern.compile("```hcl\n(.*?)```", Pattern.DOTALL);

  private DocsPolicy() {}

  /** That of a page, e.g. {@code "acme.md"}. */
  public static String in(String page) throws IOException {
    Matcher policy = HCL.matcher(Files.readString(Path.of("../../docs", page)));
    assertThat(policy.find()).isTrue();
    return policy.group(1);
  }
}
