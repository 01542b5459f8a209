package io.weir.plugin.kubernetes;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of {@code servers.X.discovery} for kind {@code kubernetes}. */
public record KubernetesConfig(
    @Doc("The service whose endpoints are the backends.") String kubernetesService,
    @Doc(
            "Its namespace. If left out, the one of the kubeconfig's context or of the service account, else `default`.")
        Optional<String> kubernetesNamespace,
    @Doc(
            "Which of its ports: a name, or the number that the pods listen on, as text. May be left out if there is one.")
        Optional<PodPort> kubernetesPort,
    @Doc("Addresses of which family are taken; host names are taken with `any`.") @Default("IPv4")
        AddressType kubernetesAddressType,
    @Doc(
            "A kubeconfig file that says where the cluster is and who weir is there. If left out, weir is in a pod and uses its service account.")
        Optional<Path> kubernetesConfig,
    @Doc("A context of that file; its `current-context` if left out.")
        Optional<String> kubernetesContext,
    @Doc(
            "Where the API server is, if not where the kubeconfig or the pod's environment says. Credentials are sent over https only.")
        Optional<HttpUrl> kubernetesApi,
    @Doc(
            "Where the files of the service account are: `token`, read again for each request, `ca.crt` and `namespace`.")
        @Default("/var/run/secrets/kubernetes.io/serviceaccount")
        Path kubernetesServiceAccountFolder) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final String EXPECTED =
      "a name of at most 63 lower-case letters, digits and -, as Kubernetes has it";

  /** Checks the names. */
  public KubernetesConfig {
    if (!isLabel(kubernetesService)) {
      throw new InvalidConfigException("kubernetes_service", EXPECTED);
    }
    if (kubernetesNamespace.isPresent() && !isLabel(kubernetesNamespace.get())) {
      throw new InvalidConfigException("kubernetes_namespace", EXPECTED);
    }
    if (kubernetesContext.isPresent() && kubernetesConfig.isEmpty()) {
      throw new InvalidConfigException("kubernetes_context", "none without kubernetes_config");
    }
  }

  /** Whether a text can be the name of a service or namespace (RFC 1123, 2.1). */
  static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }
}
