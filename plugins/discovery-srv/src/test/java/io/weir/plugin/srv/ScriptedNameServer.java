package io.weir.plugin.srv;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/**
 * A name server on loopback, over UDP and TCP at one port, that answers as a test wants: also what
 * no sound server would. Closing it ends it.
 */
final class ScriptedNameServer implements AutoCloseable {

  /** What it answers. */
  interface Script {
    /** The bytes to send back, a few hints: {@link #reply}, {@link Message#toWire}; null: none. */
    byte @Nullable [] answer(Message question, boolean tcp) throws IOException;
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final DatagramSocket datagrams;
  private final ServerSocket connections;
  private volatile Script script;

  private ScriptedNameServer(DatagramSocket datagrams, ServerSocket connections, Script script) {
    this.datagrams = datagrams;
    this.connections = connections;
    this.script = script;
    threads.execute(this::serveDatagrams);
    threads.execute(this::serveConnections);
  }

  /** Starts one at 127.0.0.1. */
  static ScriptedNameServer start(Script script) {
    return start(InetAddress.ofLiteral("127.0.0.1"), script);
  }

  /** Starts one. */
  static ScriptedNameServer start(InetAddress address, Script script) {
    try {
      ServerSocket connections = new ServerSocket(0, 0, address);
      try {
        DatagramSocket datagrams =
            new DatagramSocket(new InetSocketAddress(address, connections.getLocalPort()));
        return new ScriptedNameServer(datagrams, connections, script);
      } catch (SocketException _) {
        // Somebody else has that port for datagrams.
        connections.close();
        return start(address, script);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer to a question, still without records. */
  static Message reply(Message question) {
    Message reply = new Message(question.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.addRecord(question.getQuestion(), Section.QUESTION);
    return reply;
  }

  /** Answers differently from now on. */
  void answer(Script newScript) {
    script = newScript;
  }

  /** Its port. */
  int port() {
    return connections.getLocalPort();
  }

  /** What it was asked, {@code udp A www.example.org.} and the like. */
  List<String> asked() {
    return asked;
  }

  private byte @Nullable [] answer(byte[] question, boolean tcp) throws IOException {
    Message message = new Message(question);
    asked.add(
        (tcp ? "tcp " : "udp ")
            + org.xbill.DNS.Type.string(message.getQuestion().getType())
            + " "
            + message.getQuestion().getName());
    return script.answer(message, tcp);
  }

  private void serveDatagrams() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        datagrams.receive(packet);
        threads.execute(() -> {
          try {
            byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()), false);
            if (answer != null) {
              datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
          } catch (IOException _) {
            // It is being closed.
          }
        });
      }
    } catch (IOException _) {
      // It is being closed.
    }
  }

  private void serveConnections() {
    try {
      while (true) {
        Socket connection = connections.accept();
        threads.execute(() -> serve(connection));
      }
    } catch (IOException _) {
      // It is being closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      DataInputStream in = new DataInputStream(connection.getInputStream());
      DataOutputStream out = new DataOutputStream(connection.getOutputStream());
      byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), true);
      if (answer != null) {
        out.writeShort(answer.length);
        out.write(answer);
      }
      // Until the other end has had enough.
      var _ = in.read();
    } catch (IOException _) {
      // The other end has had enough.
    }
  }

  @Override
  public void close() {
    datagrams.close();
    try {
      connections.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
