package io.weir.testkit.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * An EndpointSlice ({@code discovery.k8s.io/v1}), as Kubernetes shows it.
 *
 * @param name unique in its namespace
 * @param addressType {@code IPv4}, {@code IPv6} or {@code FQDN}
 * @param ports as JSON objects
 * @param endpoints as JSON objects
 */
public record KubernetesSlice(
    String name, String addressType, List<String> ports, List<String> endpoints) {

  /** Copies the lists. */
  public KubernetesSlice {
    ports = List.copyOf(ports);
    endpoints = List.copyOf(endpoints);
  }

  /** One of IPv4 addresses without ports and endpoints. */
  public static KubernetesSlice named(String name) {
    return new KubernetesSlice(name, "IPv4", List.of(), List.of());
  }

  /** The same with addresses of another type. */
  public KubernetesSlice of(String newAddressType) {
    return new KubernetesSlice(name, newAddressType, ports, endpoints);
  }

  /** The same with one more port of TCP; an empty name is a port without one. */
  public KubernetesSlice port(String portName, int number) {
    return portJson(
        "{\"name\":\"%s\",\"port\":%d,\"protocol\":\"TCP\"}".formatted(portName, number));
  }

  /** The same with one more port in JSON. */
  public KubernetesSlice portJson(String json) {
    return new KubernetesSlice(name, addressType, with(ports, json), endpoints);
  }

  /** The same with endpoints that are ready. */
  public KubernetesSlice ready(String... addresses) {
    return endpoints("true", "true", "false", addresses);
  }

  /** The same with endpoints that do not serve yet. */
  public KubernetesSlice notReady(String... addresses) {
    return endpoints("false", "false", "false", addresses);
  }

  /** The same with endpoints whose pods are terminating and still serve. */
  public KubernetesSlice terminating(String... addresses) {
    return endpoints("false", "true", "true", addresses);
  }

  /**
   * The same with endpoints of any conditions, each {@code true}, {@code false} or {@code null}.
   */
  public KubernetesSlice endpoints(
      String ready, String serving, String terminating, String... addresses) {
    KubernetesSlice slice = this;
    for (String address : addresses) {
      slice =
          slice.endpointJson(
              """
              {"addresses":["%s"],"conditions":{"ready":%s,"serving":%s,"terminating":%s},\
              "nodeName":"node-1","zone":"zone-a","targetRef":{"kind":"Pod","name":"pod-%s"}}\
              """
                  .formatted(address, ready, serving, terminating, address));
    }
    return slice;
  }

  /** The same with one more endpoint in JSON. */
  public KubernetesSlice endpointJson(String json) {
    return new KubernetesSlice(name, addressType, ports, with(endpoints, json));
  }

  private static List<String> with(List<String> list, String one) {
    List<String> longer = new ArrayList<>(list);
    longer.add(one);
    return longer;
  }

  /**
   * The object in one line of JSON.
   *
   * @param namespace where it is
   * @param service whose it is
   * @param version its {@code resourceVersion}
   */
  String json(String namespace, String service, long version) {
    return """
    {"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1","metadata":{"name":"%s",\
    "namespace":"%s","resourceVersion":"%d","labels":{"kubernetes.io/service-name":"%s",\
    "endpointslice.kubernetes.io/managed-by":"endpointslice-controller.k8s.io"}},\
    "addressType":"%s","endpoints":[%s],"ports":[%s]}\
    """
        .formatted(
            name,
            namespace,
            version,
            service,
            addressType,
            String.join(",", endpoints),
            String.join(",", ports));
  }
}
