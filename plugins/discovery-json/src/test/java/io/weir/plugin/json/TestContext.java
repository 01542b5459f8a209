package io.weir.plugin.json;

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

/** What a discovery gets from its host, with what it logged. */
final class TestContext implements PluginContext {
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final Logger logger = new LoggerContext().getLogger("plugin.discovery-json");

  TestContext() {
    appender.start();
    logger.addAppender(appender);
  }

  List<String> log() {
    return List.copyOf(appender.list).stream()
        .map(event -> event.getLevel() + " " + event.getMessage() + " " + event.getKeyValuePairs())
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
