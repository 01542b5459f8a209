package io.weir.app.http;

import com.typesafe.config.ConfigUtil;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.stream.ChunkedNioFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers in the shape in which Netty sends them. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  /** IMF-fixdate (RFC 9110, 5.6.7). */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Answers() {}

  /** An error as a JSON object. */
  static HttpAnswer of(HttpProblem problem) {
    StringBuilder json = new StringBuilder("{\n    \"error\": ");
    json.append(ConfigUtil.quoteString(problem.error()));
    if (!problem.problems().isEmpty()) {
      json.append(
          problem.problems().stream()
              .map(ConfigUtil::quoteString)
              .collect(
                  Collectors.joining(
                      ",\n        ", ",\n    \"problems\": [\n        ", "\n    ]")));
    }
    return HttpAnswer.of(problem.status(), HttpAnswer.JSON, json.append("\n}").toString());
  }

  /**
   * Writes an answer.
   *
   * @param bodyless whether it is for a {@code HEAD}: everything but the body
   * @return done when the last byte is written
   */
  static ChannelFuture write(
      Channel channel, HttpAnswer answer, HttpHeaders more, boolean bodyless) {
    return switch (answer.body()) {
      case HttpAnswer.Bytes body -> {
        ByteBuf content = bodyless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body.bytes());
        HttpResponse response =
            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status(answer), content);
        fill(response.headers(), answer, more, body.bytes().length);
        yield channel.writeAndFlush(response);
      }
      case HttpAnswer.Content content -> writeFile(channel, answer, content, more, bodyless);
    };
  }

  private static ChannelFuture writeFile(
      Channel channel,
      HttpAnswer answer,
      HttpAnswer.Content content,
      HttpHeaders more,
      boolean bodyless) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(answer));
    try {
      FileChannel file = FileChannel.open(content.file());
      fill(response.headers(), answer, more, file.size());
      channel.write(response);
      if (bodyless) {
        file.close();
      } else {
        // Closes the file when it is through or has failed.
        channel.write(new ChunkedNioFile(file));
      }
      ChannelFuture written = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
      written.addListener(_ -> release(content));
      return written;
    } catch (IOException e) {
      release(content);
      return channel.newFailedFuture(e);
    }
  }

  /** Lets go of what an answer holds that will not be written. */
  static void release(HttpAnswer answer) {
    if (answer.body() instanceof HttpAnswer.Content content) {
      release(content);
    }
  }

  private static void release(HttpAnswer.Content content) {
    if (content.deleteAfterwards()) {
      delete(content.file());
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: {}", file, e.toString());
    }
  }

  /** How many bytes the body has. */
  static long length(HttpAnswer answer) {
    return switch (answer.body()) {
      case HttpAnswer.Bytes body -> body.bytes().length;
      case HttpAnswer.Content(Path file, _) -> file.toFile().length();
    };
  }

  private static HttpResponseStatus status(HttpAnswer answer) {
    return HttpResponseStatus.valueOf(answer.status());
  }

  private static void fill(HttpHeaders headers, HttpAnswer answer, HttpHeaders more, long length) {
    headers.set(HttpHeaderNames.DATE, DATE.format(Instant.now()));
    headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    headers.set("X-Content-Type-Options", "nosniff");
    if (!answer.contentType().isEmpty()) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    }
    if (answer.status() != HttpResponseStatus.NO_CONTENT.code()) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
    }
    answer.headers().forEach(headers::set);
    headers.add(more);
  }
}
