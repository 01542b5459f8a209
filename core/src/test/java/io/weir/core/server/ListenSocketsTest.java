package io.weir.core.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.weir.api.config.HostPort;
import io.weir.core.config.ServerConfig;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.StreamTransport;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets an address, who loses it, and when it is closed. */
class ListenSocketsTest {
  private final StreamTransport transport = mock(StreamTransport.class);
  private final StreamAcceptor one = mock(StreamAcceptor.class);
  private final StreamAcceptor two = mock(StreamAcceptor.class);
  private final StreamSocket client = mock(StreamSocket.class);
  private final Map<Integer, StreamListener> listeners = new HashMap<>();
  private final Map<Integer, StreamAcceptor> accepting = new HashMap<>();
  private final ListenSockets<StreamAcceptor> sockets = new ListenSockets<>();

  @BeforeEach
  void listen() throws Exception {
    lenient()
        .doAnswer(call -> {
          InetSocketAddress address = call.getArgument(0);
          StreamListener listener = mock(StreamListener.class);
          lenient().when(listener.close()).thenReturn(CompletableFuture.completedFuture(null));
          listeners.put(address.getPort(), listener);
          accepting.put(address.getPort(), call.getArgument(1));
          return listener;
        })
        .when(transport)
        .listen(any(), any());
  }

  @Test
  void anAddressThatIsClaimedAgainStaysOpen() throws Exception {
    ListenSockets<StreamAcceptor>.Claim old = claim("web", "127.0.0.1:80", one);
    old.take();

    ListenSockets<StreamAcceptor>.Claim next = claim("web", "127.0.0.1:80", one);
    next.take();

    assertThat(next.isSameAddressAs(old)).isTrue();
    verify(transport, times(1)).listen(any(), any());
    verify(listeners.get(80), never()).close();
  }

  @Test
  void twoServersExchangeTheirAddresses() {
    ListenSockets<StreamAcceptor>.Claim oldOne = taken("one", "127.0.0.1:80", one);
    ListenSockets<StreamAcceptor>.Claim oldTwo = taken("two", "127.0.0.1:81", two);

    ListenSockets<StreamAcceptor>.Claim nextOne = claim("one", "127.0.0.1:81", one);
    ListenSockets<StreamAcceptor>.Claim nextTwo = claim("two", "127.0.0.1:80", two);
    accepting.get(80).accepted(client);
    verify(one).accepted(client);
    nextOne.take();
    oldOne.release();
    nextTwo.take();
    oldTwo.release();

    verify(listeners.get(80), never()).close();
    verify(listeners.get(81), never()).close();
    accepting.get(80).accepted(client);
    verify(two).accepted(client);
  }

  @Test
  void anAddressNobodyWantsIsClosed() {
    ListenSockets<StreamAcceptor>.Claim old = taken("web", "127.0.0.1:80", one);
    ListenSockets<StreamAcceptor>.Claim next = claim("web", "127.0.0.1:81", one);

    next.take();
    old.release();

    verify(listeners.get(80)).close();
    verify(listeners.get(81), never()).close();
  }

  @Test
  void aClaimThatIsGivenUpLeavesTheAddressToItsHolder() {
    ListenSockets<StreamAcceptor>.Claim old = taken("one", "127.0.0.1:80", one);
    ListenSockets<StreamAcceptor>.Claim unwanted = claim("two", "127.0.0.1:80", two);
    ListenSockets<StreamAcceptor>.Claim unwantedNew = claim("two", "127.0.0.1:81", two);

    unwanted.giveUp();
    unwantedNew.giveUp();

    verify(listeners.get(80), never()).close();
    verify(listeners.get(81)).close();
    accepting.get(80).accepted(client);
    verify(one).accepted(client);
    old.release();
    verify(listeners.get(80)).close();
  }

  @Test
  void oneAddressIsNotClaimedTwice() {
    taken("one", "127.0.0.1:80", one);
    claim("one", "127.0.0.1:80", one);

    assertThatThrownBy(() -> claim("two", "127.0.0.1:80", two))
        .isInstanceOf(ServerStartException.class)
        .hasMessage("servers.two.bind: cannot listen on 127.0.0.1:80: Address already in use");
  }

  @Test
  void theSameAddressWrittenOtherwiseIsKeptByItsOwnServerOnly() throws Exception {
    ListenSockets<StreamAcceptor>.Claim old = taken("one", ":80", one);
    ListenSockets<StreamAcceptor>.Claim next = claim("one", "0.0.0.0:80", one);
    assertThat(next.isSameAddressAs(old)).isTrue();
    next.take();

    doThrow(new BindException("Address already in use"))
        .when(transport)
        .listen(argThat(address -> address.getPort() == 80), any());
    assertThatThrownBy(() -> claim("two", ":80", two)).isInstanceOf(ServerStartException.class);
    verify(listeners.get(80), never()).close();
  }

  @Test
  void wherePortsAreChosenByTheSystemEveryServerHasItsOwn() throws Exception {
    taken("one", "127.0.0.1:0", one);
    taken("two", "127.0.0.1:0", two);
    verify(transport, times(2)).listen(any(), any());

    claim("one", "127.0.0.1:0", one).take();
    verify(transport, times(2)).listen(any(), any());
  }

  @Test
  void whoLosesAnAddressGetsNoClientAfterwards() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    ListenSocket socket =
        new ListenSocket(_ -> {
          inside.countDown();
          try {
            letGo.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Thread loop = Thread.ofVirtual().start(() -> socket.accepted(client));
    inside.await();

    Thread handingOn = Thread.ofPlatform().start(() -> socket.handTo(two));
    while (!socket.holder().equals(two)) {
      Thread.onSpinWait();
    }
    socket.accepted(client);
    verify(two).accepted(client);
    assertThat(handingOn.isAlive()).as("somebody is still being handed to the old one").isTrue();
    letGo.countDown();
    handingOn.join();
    loop.join();
  }

  private ListenSockets<StreamAcceptor>.Claim taken(
      String server, String bind, StreamAcceptor claimant) {
    ListenSockets<StreamAcceptor>.Claim claim = claim(server, bind, claimant);
    claim.take();
    return claim;
  }

  private ListenSockets<StreamAcceptor>.Claim claim(
      String server, String bind, StreamAcceptor claimant) {
    HostPort address = HostPort.parse(bind);
    ServerConfig config = mock(ServerConfig.class);
    lenient().when(config.bind()).thenReturn(address);
    InetSocketAddress resolved =
        address.host().isEmpty()
            ? new InetSocketAddress(address.port())
            : new InetSocketAddress(InetAddress.ofLiteral(address.host()), address.port());
    return sockets.claim(
        new StreamMedium(transport), new ServerDefinition(server, config), resolved, claimant);
  }
}
