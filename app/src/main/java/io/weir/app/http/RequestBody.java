package io.weir.app.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A body that arrives bit by bit. What it holds counts against the budget until it is closed. */
final class RequestBody implements AutoCloseable {
  private final BodyBudget budget;
  private final int most;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
  private int taken;

  RequestBody(BodyBudget budget, int most) {
    this.budget = budget;
    this.most = most;
  }

  /**
   * Takes what has arrived.
   *
   * @throws HttpProblem 413 if it is too long; 503 if all bodies together are
   */
  void add(ByteBuf content) {
    int more = content.readableBytes();
    if (more > most - taken) {
      throw tooLong(most);
    }
    if (!budget.take(more)) {
      throw new HttpProblem(503, "too many bodies at the same time")
          .withHeader("Retry-After", List.of("1"));
    }
    taken += more;
    bytes.writeBytes(ByteBufUtil.getBytes(content));
  }

  static HttpProblem tooLong(int most) {
    return new HttpProblem(413, "body: too long (expected: at most " + most + " bytes)");
  }

  /**
   * All of it.
   *
   * @throws HttpProblem 400 if it is not UTF-8
   */
  String text() {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw HttpProblem.badRequest("body: not UTF-8");
    }
  }

  @Override
  public void close() {
    budget.giveBack(taken);
    taken = 0;
  }
}
