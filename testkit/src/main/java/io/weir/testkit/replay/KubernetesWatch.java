package io.weir.testkit.replay;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One client that watches the slices of a service. */
final class KubernetesWatch {
  private final String namespace;
  private final String service;
  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();

  private sealed interface Step {}

  private record Text(String text) implements Step {}

  private record End() implements Step {}

  private record Cut() implements Step {}

  KubernetesWatch(String namespace, String service) {
    this.namespace = namespace;
    this.service = service;
  }

  boolean isAbout(String otherNamespace, String otherService) {
    return namespace.equals(otherNamespace) && service.equals(otherService);
  }

  void send(String text) {
    steps.add(new Text(text));
  }

  void end() {
    steps.add(new End());
  }

  void cut() {
    steps.add(new Cut());
  }

  /** Sends what comes until the end. */
  void serve(OutputStream out) throws IOException {
    try {
      while (true) {
        switch (steps.take()) {
          case Text(String text) -> {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
          }
          case End() -> {
            out.close();
            return;
          }
          // The connection is closed before the answer's last chunk.
          case Cut() -> throw new IOException("the watch is cut");
        }
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the server stops");
    }
  }
}
