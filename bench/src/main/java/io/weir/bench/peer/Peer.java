package io.weir.bench.peer;

import java.nio.file.Path;

/**
 * A peer of this run: an entry of the catalogue, and the program that was found for it.
 *
 * @param name the entry's, or with a label behind it where there are several weirs
 */
public record Peer(String name, PeerDefinition definition, Path program) {}
