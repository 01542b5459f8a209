package io.weir.bench.run;

import io.weir.bench.BenchException;
import io.weir.bench.ShellProgram;
import io.weir.bench.load.Programs;
import io.weir.bench.measure.Gauge;
import io.weir.bench.measure.ProcFiles;
import io.weir.bench.peer.PeerCatalogue;
import io.weir.bench.peer.PeerChoice;
import io.weir.bench.peer.PeerDefinition;
import io.weir.bench.peer.PeerStarter;
import io.weir.bench.peer.Placement;
import io.weir.bench.run.ResultLine.Remark;
import io.weir.bench.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code bench/run}. The script around it has made the network namespace and chosen this process's
 * processor.
 */
@Command(
    name = "bench/run",
    description = "Measures weir side by side with its peers.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class MeasureCommand implements Callable<Integer> {
  /** The sets. */
  enum Named {
    QUICK,
    FULL,
    UDP,
    TLS;

    private BenchSet set() {
      return switch (this) {
        case QUICK -> BenchSets.QUICK;
        case FULL -> BenchSets.FULL;
        case UDP -> BenchSets.UDP;
        case TLS -> BenchSets.TLS;
      };
    }
  }

  @Parameters(
      paramLabel = "quick|full|udp|tls",
      description = "The set: about 3 minutes, 30, 10 or 10.")
  private Named named = Named.QUICK;

  @Option(
      names = "--weir",
      paramLabel = "[LABEL=]FOLDER",
      description = "An unpacked tarball; several are told apart by their labels.")
  private List<String> weirs = List.of();

  @Option(
      names = "--with",
      paramLabel = "NAME=PROGRAM",
      description =
          "The program of a peer that is not on the PATH: envoy=FILE, gobetween=FILE, caddy=FILE.")
  private Map<String, Path> with = Map.of();

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      description = "Only these entries of peers.conf; all if left out.")
  private List<String> peers = List.of();

  @Option(
      names = "--workloads",
      split = ",",
      paramLabel = "NAME",
      description = "Only these workloads of the set.")
  private List<String> workloads = List.of();

  @Option(names = "--rounds", paramLabel = "N", description = "Another number of rounds.")
  private @Nullable Integer rounds;

  @Option(
      names = "--slice",
      paramLabel = "MILLIS",
      description = "The length of a slice; what the set's time allows if left out.")
  private @Nullable Long slice;

  @Option(
      names = "--dirty",
      paramLabel = "SHARE",
      description =
          "From which share of foreign load a slice is repeated, and marked if that does not help (${DEFAULT-VALUE}).")
  private double dirty = 0.1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads each peer has for its work (${DEFAULT-VALUE}).")
  private int threads = 1;

  @Option(
      names = "--proxy-cpu",
      split = ",",
      paramLabel = "N",
      description = "The processors of what is measured (0).")
  private Set<Integer> proxyCpus = Set.of(0);

  @Option(
      names = "--load-cpu",
      split = ",",
      paramLabel = "N",
      description = "The processors of generators, backends and this program (1).")
  private Set<Integer> loadCpus = Set.of(1);

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the raw results go; a new file in bench/target/results if left out.")
  private @Nullable Path out;

  private final Path folder;

  private MeasureCommand(Path folder) {
    this.folder = folder;
  }

  /** Runs it and exits. */
  public static void main(String[] arguments) {
    ShellProgram.run(new MeasureCommand(ShellProgram.folder()), arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var progress = new Progress(System.out);
    Path target = folder.resolve("target");
    String date =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss")
            .withZone(ZoneOffset.UTC)
            .format(Instant.now());
    Path raw =
        out != null ? out : target.resolve("results/" + date + "-" + named.set().name() + ".jsonl");
    Path scratch = target.resolve("scratch").toAbsolutePath();
    Files.createDirectories(raw.toAbsolutePath().getParent());

    Programs programs =
        Programs.compile(
            folder.resolve("src/main/c"), target.resolve("generators").toAbsolutePath());
    Path configs = folder.resolve("peers");
    BenchSet set = set();
    PeerChoice.Found found = choice(target).of(wanted(set, PeerCatalogue.read(configs)));
    Placement placement = new Placement(threads, proxyCpus, loadCpus);
    PeerStarter starter = new PeerStarter(configs, scratch, placement);
    Gauge gauge = new Gauge(ProcFiles.ofThisMachine(), placement.all());
    try (Fleet fleet = Fleet.start(found.peers(), starter, programs);
        ResultFile file = new ResultFile(raw)) {
      long millis = slice != null ? slice : set.sliceMillis(fleet.members().size());
      SliceTaker taker = new SliceTaker(programs, starter, gauge, millis, dirty);
      Header header = Headers.of(date, set, taker, fleet.members());
      file.add(header);
      header
          .peers()
          .forEach(peer -> progress.say("%-16s %s".formatted(peer.name(), peer.version())));
      Stream.concat(
              fleet.remarks().stream(),
              found.missing().stream()
                  .map(name -> new Remark(name, "", "its program was not found")))
          .forEach(remark -> {
            file.add(remark);
            progress.remark(remark);
          });
      progress.say("%s: %d rounds, slices of %d ms".formatted(set.name(), set.rounds(), millis));
      new BenchRun(set, fleet, taker, file, progress).run();
    }
    progress.end();
    progress.say("raw results: " + raw);
    return 0;
  }

  private BenchSet set() {
    BenchSet set = named.set();
    if (rounds != null) {
      set = set.withRounds(rounds);
    }
    List<String> names = set.workloads().stream().map(Workload::name).toList();
    expectSome("--workloads", workloads, names);
    return workloads.isEmpty() ? set : set.only(workloads);
  }

  private List<PeerDefinition> wanted(BenchSet set, List<PeerDefinition> all) {
    List<PeerDefinition> able =
        all.stream()
            .filter(definition ->
                set.workloads().stream().anyMatch(workload -> workload.wire() == definition.wire()))
            .toList();
    expectSome("--peers", peers, able.stream().map(PeerDefinition::name).toList());
    return peers.isEmpty()
        ? able
        : able.stream().filter(definition -> peers.contains(definition.name())).toList();
  }

  private static void expectSome(String option, List<String> given, List<String> possible) {
    for (String name : given) {
      if (!possible.contains(name)) {
        throw new BenchException(
            "%s: \"%s\" (expected: some of %s)"
                .formatted(option, name, String.join(", ", possible)));
      }
    }
  }

  private PeerChoice choice(Path target) {
    var labelled = new LinkedHashMap<String, Path>();
    for (String weir : weirs) {
      int equals = weir.indexOf('=');
      Path home = Path.of(weir.substring(equals + 1)).toAbsolutePath();
      if (!Files.isExecutable(home.resolve("bin/weir"))) {
        throw new BenchException(
            "--weir: \"%s\" (expected: the folder of an unpacked tarball)".formatted(weir));
      }
      String label = equals < 0 ? home.getFileName().toString() : weir.substring(0, equals);
      if (labelled.put(label, home) != null) {
        throw new BenchException("--weir: two are called \"" + label + "\": give them labels.");
      }
    }
    var folders =
        Stream.concat(
                Stream.of(target.resolve("peers").toAbsolutePath()),
                PeerChoice.searchPath(System.getenv().getOrDefault("PATH", "")).stream())
            .toList();
    return new PeerChoice(labelled, with, folders);
  }
}
