package io.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.config.ExtensionKind;
import io.weir.core.plugin.OfferedExtension;
import io.weir.core.plugin.PluginInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginTableTest {

  @Test
  void showsWhoOffersWhatAndWhatIsReplaced() {
    PluginInfo ours = new PluginInfo("builtin", "1.0.0", "/opt/weir/plugins/builtin.jar");
    PluginInfo theirs = new PluginInfo("sticky", "2", "/opt/weir/plugins/sticky/sticky.jar");
    PluginInfo idle = new PluginInfo("idle", "0.1", "/opt/weir/plugins/idle.jar");

    List<String> lines =
        new PluginTable(
                Path.of("/opt/weir"),
                List.of(ours, theirs, idle),
                List.of(
                    new OfferedExtension(ExtensionKind.DISCOVERY, "static", ours, Optional.empty()),
                    new OfferedExtension(ExtensionKind.BALANCER, "iphash", ours, Optional.empty()),
                    new OfferedExtension(
                        ExtensionKind.BALANCER, "weight", ours, Optional.of(theirs)),
                    new OfferedExtension(
                        ExtensionKind.BALANCER, "weight", theirs, Optional.empty())))
            .lines();

    assertThat(lines)
        .containsExactly(
            "PLUGIN   VERSION  JAR                        OFFERS",
            "builtin  1.0.0    plugins/builtin.jar        discovery: static",
            "                                             balancer: iphash, weight (replaced by sticky)",
            "sticky   2        plugins/sticky/sticky.jar  balancer: weight",
            "idle     0.1      plugins/idle.jar           nothing");
  }
}
