package io.weir.bench.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the programs of the catalogue's entries.
 *
 * @param weirs unpacked tarballs by their label
 * @param given programs that were named on the command line, by the name they have in the catalogue
 * @param folders where other programs are looked for, in this order
 */
public record PeerChoice(Map<String, Path> weirs, Map<String, Path> given, List<Path> folders) {
  /** What was found, and the names of the entries for which nothing was. */
  public record Found(List<Peer> peers, List<String> missing) {}

  /** Those of the entries that can run here. */
  public Found of(List<PeerDefinition> definitions) {
    var peers = new ArrayList<Peer>();
    var missing = new ArrayList<String>();
    for (PeerDefinition definition : definitions) {
      List<Peer> found = definition.isWeir() ? weirs(definition) : other(definition);
      if (found.isEmpty()) {
        missing.add(definition.name());
      }
      peers.addAll(found);
    }
    return new Found(List.copyOf(peers), List.copyOf(missing));
  }

  private List<Peer> weirs(PeerDefinition definition) {
    return weirs.entrySet().stream()
        .map(weir ->
            new Peer(
                weirs.size() == 1 ? definition.name() : definition.name() + "@" + weir.getKey(),
                definition,
                weir.getValue().resolve("bin/weir")))
        .toList();
  }

  private List<Peer> other(PeerDefinition definition) {
    String program = definition.program();
    return Optional.ofNullable(given.get(program))
        .or(() ->
            folders.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst())
        .map(path -> new Peer(definition.name(), definition, path))
        .stream()
        .toList();
  }

  /**
   * The folders of the variable PATH, and Debian's for daemons, which is not on everybody's PATH.
   */
  public static List<Path> searchPath(String path) {
    return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .toList();
  }
}
