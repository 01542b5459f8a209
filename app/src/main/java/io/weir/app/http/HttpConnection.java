package io.weir.app.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, one request at a time: a request is looked at, its caller is asked for
 * credentials, its body is read, its handler runs elsewhere, its answer is written, and only then
 * the next one is read. All of its methods run on the connection's event loop.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  /** How long, and how much, is read after an answer that came before the request's end. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private static final long MOST_LINGERING_BYTES = 4 << 20;

  private final HttpService service;
  private final Deadline deadline;
  private final Channel channel;
  private State state = State.WAITING;

  /** Whether a byte of the next request has arrived. */
  private boolean begun;

  /** Whether the request is one that another can follow. */
  private boolean sound;

  private @Nullable IncomingRequest request;
  private @Nullable RequestBody body;
  private @Nullable Planned planned;
  private long lingered;

  private enum State {
    /** For a request. */
    WAITING,
    /** Who calls is found out elsewhere. */
    CHECKING,
    /** The body. */
    READING,
    /** Elsewhere. */
    HANDLING,
    /** The answer. */
    WRITING,
    /** The last answer is written, and the rest of the request is thrown away. */
    LINGERING
  }

  /** What is done once the body is there. */
  private record Planned(Routes.Target.Found found, RequestTarget target, Scope scope) {}

  HttpConnection(HttpService service, Channel channel) {
    this.service = service;
    this.channel = channel;
    this.deadline = new Deadline(channel.eventLoop(), this::tooLate);
  }

  /** A byte has arrived, of whatever. */
  void bytesArrived() {
    if (state == State.WAITING && !begun) {
      begun = true;
      deadline.set(service.bounds().requestTime());
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    deadline.set(service.bounds().requestTime());
    ctx.read();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadline.clear();
    forgetBody();
    ctx.fireChannelInactive();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (state == State.WAITING || state == State.READING || state == State.LINGERING) {
      ctx.read();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      switch (state) {
        case WAITING -> {
          if (message instanceof HttpRequest head) {
            begin(new IncomingRequest(head));
          } else if (message instanceof LastHttpContent) {
            // Of a request that needed no more of it, or whose asking browser was answered before.
            rest();
          }
        }
        case READING -> {
          if (message instanceof HttpContent content) {
            read(content);
          }
        }
        case LINGERING -> linger(message);
        case CHECKING, HANDLING, WRITING -> {}
      }
    } catch (HttpProblem problem) {
      answer(problem);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** What a peer does to a connection is not worth a line. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("{}: a connection ended", service.name(), cause);
    ctx.close();
  }

  private void begin(IncomingRequest head) {
    request = head;
    begun = true;
    sound = false;
    head.check(service.bounds().maxBody());
    sound = true;
    if (!service.cors()) {
      head.refuseOtherSites();
    }
    String method = head.method();
    if (method.equals("OPTIONS") && head.head().uri().equals("*")) {
      write(HttpAnswer.empty(204));
      return;
    }
    RequestTarget target = RequestTarget.parse(head.head().uri());
    switch (service.routes().find(method, target.path())) {
      case Routes.Target.Found found -> identify(found, target, head.authorization());
      case Routes.Target.OtherMethods(var allowed) -> {
        String allow = String.join(", ", allowed);
        if (!method.equals("OPTIONS")) {
          throw new HttpProblem(405, "method: " + method + " (expected: one of " + allow + ")")
              .withHeader("Allow", List.of(allow));
        }
        write(HttpAnswer.empty(204).withHeader("Allow", allow));
      }
      case Routes.Target.Nothing() -> throw HttpProblem.notFound("no such path");
    }
  }

  private void identify(
      Routes.Target.Found found, RequestTarget target, @Nullable String authorization) {
    Authenticator authenticator = service.authenticator();
    if (authenticator.asksForNothing() || found.route().needs() == Scope.NONE) {
      Scope scope = authenticator.asksForNothing() ? Scope.WRITE : Scope.NONE;
      readBody(new Planned(found, target, scope));
      return;
    }
    if (authorization == null) {
      throw unauthorized("credentials are needed");
    }
    state = State.CHECKING;
    service
        .workers()
        .run(() -> {
          Runnable next = checked(authenticator, found, target, authorization);
          channel.eventLoop().execute(() -> resume(next));
        });
  }

  /** On a virtual thread; gives what is to be done on the loop. */
  private Runnable checked(
      Authenticator authenticator,
      Routes.Target.Found found,
      RequestTarget target,
      String authorization)
      throws InterruptedException {
    try {
      Scope scope = authenticator.scopeOf(authorization);
      if (scope == null) {
        return () -> answer(unauthorized("the credentials are wrong"));
      }
      if (scope.compareTo(found.route().needs()) < 0) {
        return () -> answer(new HttpProblem(403, "this token may only read"));
      }
      return () -> readBody(new Planned(found, target, scope));
    } catch (HttpProblem problem) {
      return () -> answer(problem);
    }
  }

  private void resume(Runnable next) {
    if (state == State.CHECKING && channel.isActive()) {
      next.run();
    }
  }

  private HttpProblem unauthorized(String error) {
    return new HttpProblem(401, error)
        .withHeader("WWW-Authenticate", service.authenticator().challenges());
  }

  private void readBody(Planned next) {
    planned = next;
    body = new RequestBody(service.bodies(), service.bounds().maxBody());
    state = State.READING;
    if (request != null && request.expectsContinue()) {
      channel.writeAndFlush(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
    channel.read();
  }

  private void read(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      throw IncomingRequest.undecodable(content.decoderResult().cause());
    }
    if (body != null) {
      body.add(content.content());
    }
    if (content instanceof LastHttpContent) {
      handle();
    }
  }

  private void handle() {
    if (request == null || body == null || planned == null) {
      throw new IllegalStateException("no request");
    }
    Routes.Target.Found found = planned.found();
    HttpCall call =
        new HttpCall(
            found.route().method(),
            found.parameters(),
            planned.target().query(),
            request.headers(),
            body.text(),
            planned.scope());
    state = State.HANDLING;
    deadline.clear();
    service
        .workers()
        .runBounded(
            () -> deliver(service.answer(found.route().handler(), call)),
            () -> deliver(Answers.of(HttpService.busy())));
  }

  private void deliver(HttpAnswer answer) {
    channel
        .eventLoop()
        .execute(() -> {
          if (state == State.HANDLING && channel.isActive()) {
            forgetBody();
            write(answer);
          } else {
            Answers.release(answer);
          }
        });
  }

  private void answer(HttpProblem problem) {
    HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
    problem.headers().forEach(headers::set);
    write(Answers.of(problem), headers);
  }

  private void write(HttpAnswer answer) {
    write(answer, DefaultHttpHeadersFactory.headersFactory().newHeaders());
  }

  private void write(HttpAnswer answer, HttpHeaders headers) {
    boolean cutShort = isCutShort();
    boolean last = cutShort || request == null || !request.keepsAlive() || service.isStopping();
    if (last) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (request != null && request.isOldVersion()) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    state = State.WRITING;
    forgetBody();
    deadline.set(service.bounds().answerTime(Answers.length(answer)));
    boolean bodyless = request != null && request.isHead();
    Answers.write(channel, answer, headers, bodyless)
        .addListener(written -> {
          if (!written.isSuccess()) {
            channel.close();
          } else if (cutShort) {
            beginLingering();
          } else if (last) {
            channel.close();
          } else {
            awaitNext();
          }
        });
  }

  /** Whether the answer comes before the request has been read to its end. */
  private boolean isCutShort() {
    return switch (state) {
      case WAITING, CHECKING -> request == null || !sound || request.hasBody();
      case READING -> true;
      case HANDLING, WRITING, LINGERING -> false;
    };
  }

  private void awaitNext() {
    state = State.WAITING;
    request = null;
    planned = null;
    rest();
    channel.read();
  }

  private void rest() {
    begun = false;
    deadline.set(service.bounds().idleTime());
  }

  /** Closed at once, the rest of the request would become a reset that overtakes the answer. */
  private void beginLingering() {
    state = State.LINGERING;
    deadline.set(LINGER);
    channel.read();
  }

  private void linger(Object message) {
    if (message instanceof HttpContent content) {
      lingered += content.content().readableBytes();
    }
    if (message instanceof LastHttpContent || lingered > MOST_LINGERING_BYTES) {
      channel.close();
    }
  }

  private void tooLate() {
    switch (state) {
      case WAITING, CHECKING, READING -> {
        if (begun) {
          answer(new HttpProblem(408, "the request took too long to arrive"));
        } else {
          channel.close();
        }
      }
      case WRITING, LINGERING -> channel.close();
      case HANDLING -> {}
    }
  }

  private void forgetBody() {
    if (body != null) {
      body.close();
      body = null;
    }
  }
}
