package io.weir.app.cli;

import io.weir.api.config.HttpUrl;
import io.weir.app.boot.Launcher;
import io.weir.app.source.HttpTrust;
import io.weir.app.source.UrlPlace;
import io.weir.core.config.GoDuration;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir from-url}. */
@Command(
    name = "from-url",
    description = {
      "Start from a configuration on a web server.",
      "Its format is what -f says, else what the content type or the address's ending says, else toml."
    })
final class FromUrlCommand implements Callable<Integer> {
  private final Launcher launcher;

  @Mixin private StartOptions start = new StartOptions();

  @Mixin private AuthoritiesOption authorities = new AuthoritiesOption();

  @Option(
      names = "--watch",
      description = "Ask for it again and again, and go on by what it changes to.")
  private boolean watched;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "With --watch: time from one question to the next (default: 30s).")
  private String interval = "";

  @Parameters(paramLabel = "URL", description = "The address, http:// or https://.")
  private String url = "";

  FromUrlCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() throws InterruptedException {
    HttpTrust trust = new HttpTrust(authorities.file(), null, null);
    UrlPlace place = new UrlPlace(address(), start.format(), pause(), trust);
    return start.start(launcher, place, watched);
  }

  private Duration pause() {
    try {
      Duration pause = GoDuration.parse(interval);
      if (pause.isPositive()) {
        return pause;
      }
    } catch (IllegalArgumentException e) {
      // The line below says what was expected.
    }
    throw new UsageException("--interval: " + interval + " (expected: a time above 0, e.g. 30s)");
  }

  private HttpUrl address() {
    try {
      return HttpUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw new UsageException("from-url: not an address (expected: " + e.getMessage() + ")");
    }
  }
}
