package io.weir.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerChoiceTest {
  private static final PeerDefinition WEIR = definition("weir-channel", "weir");
  private static final PeerDefinition HAPROXY = definition("haproxy", "haproxy");

  @TempDir private Path folder;

  @Test
  void eachTarballIsAPeerOfItsOwn() {
    var homes = new LinkedHashMap<String, Path>();
    homes.put("old", Path.of("/a"));
    homes.put("new", Path.of("/b"));

    assertThat(new PeerChoice(homes, Map.of(), List.of()).of(List.of(WEIR)).peers())
        .extracting(Peer::name, peer -> peer.program().toString())
        .containsExactly(
            tuple("weir-channel@old", "/a/bin/weir"), tuple("weir-channel@new", "/b/bin/weir"));
  }

  @Test
  void aSingleTarballNeedsNoLabel() {
    var choice = new PeerChoice(Map.of("x", Path.of("/a")), Map.of(), List.of());

    assertThat(choice.of(List.of(WEIR)).peers())
        .extracting(Peer::name)
        .containsExactly("weir-channel");
  }

  @Test
  void whatIsNotFoundIsNamed() {
    var choice = new PeerChoice(Map.of(), Map.of(), List.of(folder));

    assertThat(choice.of(List.of(WEIR, HAPROXY)).missing())
        .containsExactly("weir-channel", "haproxy");
  }

  @Test
  void aProgramThatWasNamedGoesBeforeOneOnThePath() throws IOException {
    Path onPath = Files.createFile(folder.resolve("haproxy"));
    assertThat(onPath.toFile().setExecutable(true)).isTrue();
    Path named = Path.of("/elsewhere/haproxy");

    assertThat(new PeerChoice(Map.of(), Map.of(), List.of(folder)).of(List.of(HAPROXY)).peers())
        .extracting(Peer::program)
        .containsExactly(onPath);
    assertThat(
            new PeerChoice(Map.of(), Map.of("haproxy", named), List.of(folder))
                .of(List.of(HAPROXY))
                .peers())
        .extracting(Peer::program)
        .containsExactly(named);
  }

  private static PeerDefinition definition(String name, String program) {
    return new PeerDefinition(
        name, Wire.TCP, program, "x.conf", List.of(), List.of(), Map.of(), "");
  }
}
