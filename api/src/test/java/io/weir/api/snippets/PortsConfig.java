package io.weir.api.snippets;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

// @start region="config"
/**
 * Keys {@code first_port}, which is required, {@code last_port}, {@code keep}, {@code tags} and
 * {@code token}.
 */
record PortsConfig(
    @Doc("The first port, 1 to 65535.") int firstPort,
    @Doc("The last port; the first one if left out.") Optional<Integer> lastPort,
    @Doc("How long an answer is kept; 0 means not at all.") @Default("5s") Duration keep,
    @Doc("Tags that all have to be there.") List<String> tags,
    @Doc("The token to show; none if left out.") Optional<Secret> token) {

  PortsConfig {
    if (firstPort < 1 || firstPort > 65535) {
      throw new InvalidConfigException("first_port", "1 to 65535");
    }
    if (lastPort.isPresent() && (lastPort.get() < firstPort || lastPort.get() > 65535)) {
      throw new InvalidConfigException("last_port", "first_port (" + firstPort + ") to 65535");
    }
  }
}
// @end
