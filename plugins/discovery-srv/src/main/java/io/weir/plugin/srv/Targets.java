package io.weir.plugin.srv;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.xbill.DNS.Name;

/** Asks where the targets of SRV records are whose addresses did not come with them. */
final class Targets {
  /** So many are asked for at the same time: a set of thousands is to be had within a time-out. */
  private static final int AT_ONCE = 16;

  private final Lookup lookup;
  private final Executor executor;

  Targets(Lookup lookup, Executor executor) {
    this.lookup = lookup;
    this.executor = executor;
  }

  /** Where each of these is. */
  Map<Name, Target> find(Set<Name> names) throws IOException, InterruptedException {
    Queue<Name> waiting = new ConcurrentLinkedQueue<>(names);
    Map<Name, Target> found = new ConcurrentHashMap<>();
    List<FutureTask<Boolean>> workers = new ArrayList<>();
    try {
      for (int i = 0; i < Math.min(AT_ONCE, names.size()); i++) {
        FutureTask<Boolean> worker = new FutureTask<>(() -> findAll(waiting, found));
        workers.add(worker);
        executor.execute(worker);
      }
      for (FutureTask<Boolean> worker : workers) {
        worker.get();
      }
      return found;
    } catch (ExecutionException e) {
      throw new IOException("targets cannot be looked up: " + e.getCause(), e);
    } finally {
      workers.forEach(worker -> worker.cancel(true));
    }
  }

  private boolean findAll(Queue<Name> waiting, Map<Name, Target> found)
      throws InterruptedException {
    for (Name name = waiting.poll(); name != null; name = waiting.poll()) {
      found.put(name, find(name));
    }
    return true;
  }

  private Target find(Name name) throws InterruptedException {
    try {
      for (int type : AddressFamily.ANY.types()) {
        Optional<InetAddress> address =
            lookup.find(name, type).records().stream()
                .flatMap(item -> Addresses.of(item).stream())
                .min(Addresses.ORDER);
        if (address.isPresent()) {
          return new Target.Found(address.get());
        }
      }
      return new Target.Nowhere("no address");
    } catch (UnservedNameException e) {
      return new Target.Nowhere(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Target.Unknown(e);
    }
  }
}
