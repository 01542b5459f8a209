package io.weir.plugin.builtin.health;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A backend that reads a question and answers in some way. Texts stand for bytes, in Latin-1. */
final class AnsweringBackend implements AutoCloseable {
  private final ServerSocket listener;
  private final int questionLength;
  private final Answer answer;
  private final CountDownLatch asked = new CountDownLatch(1);

  interface Answer {
    void to(Socket client) throws IOException;
  }

  AnsweringBackend(ServerSocket listener, int questionLength, Answer answer) {
    this.listener = listener;
    this.questionLength = questionLength;
    this.answer = answer;
    Thread.ofVirtual().start(this::accept);
  }

  static AnsweringBackend tcp(String question, String answer) throws IOException {
    return tcpInPieces(question, answer);
  }

  static AnsweringBackend tcpInPieces(String question, String... pieces) throws IOException {
    return new AnsweringBackend(
        listener(),
        question.length(),
        client -> {
          client.setTcpNoDelay(true);
          for (String piece : pieces) {
            client.getOutputStream().write(bytes(piece));
          }
        });
  }

  /** Never answers, whatever comes. */
  static AnsweringBackend silent() throws IOException {
    return new AnsweringBackend(
        listener(),
        4,
        client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
  }

  /** Answers with a byte each 20 ms, until the client closes. */
  static AnsweringBackend dripping() throws IOException {
    return new AnsweringBackend(
        listener(),
        4,
        client -> {
          client.setSoTimeout(20);
          boolean open = true;
          while (open) {
            client.getOutputStream().write('x');
            open = isStillThere(client);
          }
        });
  }

  private static boolean isStillThere(Socket client) throws IOException {
    try {
      return client.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  int port() {
    return listener.getLocalPort();
  }

  void awaitQuestion() throws InterruptedException {
    asked.await();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (SocketException e) {
      // Closed: the test is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.getInputStream().readNBytes(questionLength);
      asked.countDown();
      answer.to(client);
    } catch (IOException e) {
      // The check has seen enough and closed.
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
