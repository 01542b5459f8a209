package io.weir.app.api;

import io.weir.app.http.HttpCall;
import io.weir.app.http.Scope;
import io.weir.core.config.ConfigWriter;

/** Who sees secrets: those who could read them anyway, by changing what is done with them. */
final class Secrets {
  private Secrets() {}

  static ConfigWriter writer(HttpCall call) {
    return new ConfigWriter(
        call.scope() == Scope.WRITE ? ConfigWriter.Secrets.SHOWN : ConfigWriter.Secrets.MASKED);
  }
}
