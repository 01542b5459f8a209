package io.weir.plugin.http;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthCheckFactory;
import java.util.List;

/** Offers the health checks {@code http} and {@code grpc}. */
public final class HealthHttpPlugin implements WeirPlugin {

  @Override
  public List<HealthCheckFactory<?>> healthChecks() {
    return List.of(new HttpFactory(), new GrpcFactory());
  }

  private static final class HttpFactory implements HealthCheckFactory<HttpCheckConfig> {

    @Override
    public String kind() {
      return "http";
    }

    @Override
    public Class<HttpCheckConfig> configType() {
      return HttpCheckConfig.class;
    }

    @Override
    public HealthCheck create(HttpCheckConfig config, PluginContext context) {
      return new HttpCheck(config, context);
    }
  }

  private static final class GrpcFactory implements HealthCheckFactory<GrpcCheckConfig> {

    @Override
    public String kind() {
      return "grpc";
    }

    @Override
    public Class<GrpcCheckConfig> configType() {
      return GrpcCheckConfig.class;
    }

    @Override
    public HealthCheck create(GrpcCheckConfig config, PluginContext context) {
      return new GrpcCheck(config, context);
    }
  }
}
