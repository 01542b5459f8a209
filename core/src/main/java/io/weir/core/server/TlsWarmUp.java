package io.weir.core.server;

import com.google.inject.Inject;
import io.weir.core.config.ServerConfig;
import io.weir.core.config.TlsConfig;
import io.weir.core.connection.ClientTls;
import io.weir.core.connection.ConnectionTerms;
import io.weir.core.tls.TlsFactory;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has weir shake hands with itself before a server has its first client, so that this one does not
 * wait for classes, native code and compilers.
 */
public final class TlsWarmUp {
  private static final Logger logger = LoggerFactory.getLogger(TlsWarmUp.class);

  /** What compilers do after as many, the first clients hardly notice. */
  private static final int MOST = 200;

  /** A start is not held up for longer, however slow the machine. */
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final TlsFactory tls;
  private final AtomicLong nanosLeft;

  /**
   * Nothing was done yet.
   *
   * @param tls makes weir its own client
   */
  @Inject
  public TlsWarmUp(TlsFactory tls) {
    this(tls, LIMIT);
  }

  /**
   * The same, for tests.
   *
   * @param limit how long it may take, for all servers of the process together; 0 means not at all
   */
  public TlsWarmUp(TlsFactory tls, Duration limit) {
    this.tls = tls;
    this.nanosLeft = new AtomicLong(limit.toNanos());
  }

  /**
   * Warms up what a server is about to begin with. What goes wrong is no more than a warning. May
   * block.
   *
   * @return how many handshakes were done
   */
  public int run(String server, ServerConfig config, ConnectionTerms terms) {
    long limit = nanosLeft.get();
    ClientTls clients = terms.clientTls();
    // Those that are to be obtained may not be there yet.
    if (clients == null || clients.certificates().isEmpty() || limit <= 0) {
      return 0;
    }
    long start = System.nanoTime();
    int done = 0;
    try (WarmUpCircuit circuit = WarmUpCircuit.open(terms, tls.withItself(), limit)) {
      while (done < MOST && System.nanoTime() - start < limit) {
        if (!circuit.exchange() && !refusesItself(config)) {
          throw new IOException("a connection to itself was closed");
        }
        done++;
      }
    } catch (SocketTimeoutException _) {
      // The machine is slow, and the time over.
    } catch (IOException | RuntimeException e) {
      logger.warn(
          "servers.{}.tls: cannot warm up, so that its first clients may wait: {}",
          server,
          e.toString());
    }
    logger.debug("servers.{}.tls: warmed up by {} handshakes", server, done);
    nanosLeft.addAndGet(start - System.nanoTime());
    return done;
  }

  /** There is no certificate that it could show as a client; all but the end is warm even so. */
  private static boolean refusesItself(ServerConfig config) {
    return config.tls().filter(tls -> tls.clientAuth() == TlsConfig.ClientAuth.REQUIRE).isPresent();
  }
}
