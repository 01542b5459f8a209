package io.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.core.config.ExtensionKind;
import io.weir.core.plugin.OfferedExtension;
import io.weir.core.plugin.PluginInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginCatalogTest {
  private final PluginInfo ours = new PluginInfo("builtin", "1.0.0", "/opt/weir/plugins/b.jar");
  private final PluginInfo theirs =
      new PluginInfo("sticky", "2", "/opt/weir/plugins/sticky/sticky.jar");
  private final PluginInfo idle = new PluginInfo("idle", "0.1", "/opt/weir/plugins/idle.jar");

  private final PluginCatalog catalog =
      new PluginCatalog(
          Path.of("/opt/weir"),
          List.of(ours, theirs, idle),
          List.of(
              offered(ExtensionKind.DISCOVERY, "file", ours, FileKeys.class),
              offered(ExtensionKind.BALANCER, "iphash", ours, NoKeys.class),
              new OfferedExtension(
                  ExtensionKind.BALANCER, "weight", ours, NoKeys.class, Optional.of(theirs)),
              offered(ExtensionKind.BALANCER, "weight", theirs, Unbindable.class)));

  record NoKeys() {}

  record FileKeys(
      @Doc("Where it is.") Path path,
      @Doc("How often.") @Default("5s") Duration pause,
      @Doc("How it is read.") Optional<Rows> rows,
      @Doc("More.") List<Rows> more,
      @Doc("By name.") Map<String, Rows> named) {}

  record Rows(@Doc("The first.") @Default("0") int first) {}

  record Unbindable(Object anything) {}

  private static OfferedExtension offered(
      ExtensionKind kind, String name, PluginInfo plugin, Class<? extends Record> keys) {
    return new OfferedExtension(kind, name, plugin, keys, Optional.empty());
  }

  @Test
  void tableShowsWhoOffersWhatAndWhatIsReplaced() {
    assertThat(catalog.table())
        .containsExactly(
            "PLUGIN   VERSION  JAR                        OFFERS",
            "builtin  1.0.0    plugins/b.jar              discovery: file",
            "                                             balancer: iphash, weight (replaced by sticky)",
            "sticky   2        plugins/sticky/sticky.jar  balancer: weight",
            "idle     0.1      plugins/idle.jar           nothing");
  }

  @Test
  void detailsShowTheKeys() {
    assertThat(catalog.details())
        .startsWith(
            "builtin 1.0.0 (plugins/b.jar)",
            "  discovery file",
            "    KEY               TYPE                               LEFT OUT  MEANING",
            "    path              path                               required  Where it is.",
            "    pause             duration                           5s        How often.",
            "    rows              section                            -         How it is read.",
            "    rows.first        whole number                       0         The first.",
            "    more              list: section                      -         More.",
            "    more[].first      whole number                       0         The first.",
            "    named             a section of names, each: section  -         By name.",
            "    named.NAME.first  whole number                       0         The first.",
            "  balancer iphash",
            "  balancer weight (replaced by sticky)")
        .contains("  balancer weight (replaces that of builtin)")
        .anyMatch(
            line -> line.startsWith("    cannot be configured: ") && line.contains("anything"))
        .endsWith("idle 0.1 (plugins/idle.jar)");
  }

  @Test
  void treeHasTheSameForAProgram() {
    assertThat(catalog.tree().toString())
        .contains(
            "{id=builtin, version=1.0.0, jar=plugins/b.jar, offers=[{kind=discovery, name=file, keys=[")
        .contains("{name=path, type=path, required=true, meaning=Where it is.}")
        .contains("required=false, default=5s, meaning=How often.}")
        .contains("{kind=balancer, name=weight, replaced_by=sticky, keys=[]}")
        .contains("{kind=balancer, name=weight, problem=")
        .contains("{id=idle, version=0.1, jar=plugins/idle.jar, offers=[]}");
  }
}
