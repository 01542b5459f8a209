package io.weir.plugin.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One question and what comes back, as the library's event loop hands it over. It is over as soon
 * as all that was of interest has come.
 */
final class Exchange implements AsyncClientExchangeHandler {
  private final Question question;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable HttpResponse response;

  Exchange(Question question) {
    this.question = question;
  }

  /** What comes back, once it has. */
  Future<Answer> answer() {
    return answer;
  }

  private void complete(List<? extends Header> trailers) {
    if (response != null) {
      answer.complete(
          new Answer(
              response.getCode(),
              List.of(response.getHeaders()),
              ByteBuffer.wrap(body.toByteArray()),
              List.copyOf(trailers)));
    }
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    channel.sendRequest(
        question.request(), question.body().hasRemaining() ? new Sent() : null, context);
  }

  /** The request's body, whose type is among the headers of the question. */
  private final class Sent implements EntityDetails {
    @Override
    public long getContentLength() {
      return question.body().remaining();
    }

    @Override
    public @Nullable String getContentType() {
      return null;
    }

    @Override
    public @Nullable String getContentEncoding() {
      return null;
    }

    @Override
    public boolean isChunked() {
      return false;
    }

    @Override
    public Set<String> getTrailerNames() {
      return Set.of();
    }
  }

  @Override
  public int available() {
    return question.body().remaining();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    channel.write(question.body());
    if (available() == 0) {
      channel.endStream();
    }
  }

  @Override
  public void consumeInformation(HttpResponse information, HttpContext context) {
    // Such as 100: the answer itself is still to come.
  }

  @Override
  public void consumeResponse(
      HttpResponse head, @Nullable EntityDetails entity, HttpContext context) {
    response = head;
    if (entity == null || question.bodyLimit() == 0) {
      complete(List.of());
    }
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    channel.update(Integer.MAX_VALUE);
  }

  @Override
  public void consume(ByteBuffer chunk) {
    byte[] wanted = new byte[Math.min(chunk.remaining(), question.bodyLimit() - body.size())];
    chunk.get(wanted);
    chunk.position(chunk.limit());
    body.writeBytes(wanted);
    if (body.size() == question.bodyLimit()) {
      complete(List.of());
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    complete(trailers == null ? List.of() : trailers);
  }

  @Override
  public void failed(Exception cause) {
    answer.completeExceptionally(cause);
  }

  @Override
  public void cancel() {
    answer.completeExceptionally(new IOException("the connection ends before the answer"));
  }

  @Override
  public void releaseResources() {
    cancel();
  }
}
