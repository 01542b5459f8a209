package io.weir.plugin.kubernetes;

import io.weir.api.config.HttpUrl;
import io.weir.testkit.replay.KubernetesApi;
import io.weir.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A replayed cluster, and the folder that a pod in it has; its token is {@code first}. */
final class ServiceAccount implements AutoCloseable {
  static final String NAMESPACE = "shop";

  private final TestAuthority authority = TestAuthority.create();
  private final KubernetesApi api = KubernetesApi.start(authority).knowingTokens("first");
  private final Path folder;

  ServiceAccount(Path folder) throws IOException {
    this.folder = folder;
    authority.writeRoot(folder);
    Files.writeString(folder.resolve("namespace"), NAMESPACE);
    writeToken("first");
  }

  void writeToken(String token) throws IOException {
    TestAuthority.replace(folder.resolve("token"), token + "\n");
  }

  KubernetesApi api() {
    return api;
  }

  TestAuthority authority() {
    return authority;
  }

  Path folder() {
    return folder;
  }

  /** Of the service {@code web}. */
  KubernetesConfig config() {
    return config("", AddressType.IPV4);
  }

  KubernetesConfig config(String port, AddressType type) {
    return config(api.url(), port, type);
  }

  KubernetesConfig config(String url, String port, AddressType type) {
    return new KubernetesConfig(
        "web",
        Optional.empty(),
        port.isEmpty() ? Optional.empty() : Optional.of(PodPort.parse(port)),
        type,
        Optional.empty(),
        Optional.empty(),
        Optional.of(HttpUrl.parse(url)),
        folder);
  }

  @Override
  public void close() {
    api.close();
  }
}
