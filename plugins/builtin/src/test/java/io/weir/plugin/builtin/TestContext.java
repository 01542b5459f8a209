package io.weir.plugin.builtin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.weir.api.MetricsScope;
import io.weir.api.PluginContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/** What a product gets from its host, with the warnings that it logged. */
public final class TestContext implements PluginContext {
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final Logger logger = new LoggerContext().getLogger("plugin.builtin");

  /** A context that nobody has logged to. */
  public TestContext() {
    appender.start();
    logger.addAppender(appender);
  }

  /** The key-value pairs and the message of each warning, as text. */
  public List<String> warnings() {
    return List.copyOf(appender.list).stream()
        .filter(event -> event.getLevel().equals(Level.WARN))
        .map(event -> event.getMessage() + " " + event.getKeyValuePairs())
        .toList();
  }

  @Override
  public String owner() {
    return "web";
  }

  @Override
  public org.slf4j.Logger logger() {
    return logger;
  }

  @Override
  public Path dataDirectory() {
    throw new UnsupportedOperationException("nothing here keeps data");
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public Executor executor() {
    return task -> Thread.ofVirtual().start(task);
  }

  @Override
  public MetricsScope metrics() {
    throw new UnsupportedOperationException("nothing here measures");
  }
}
