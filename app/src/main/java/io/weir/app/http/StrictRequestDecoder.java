package io.weir.app.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Netty's decoder, strict where two readers of one request could see different requests: that is
 * what request smuggling lives on (RFC 9112, 11.2).
 */
final class StrictRequestDecoder extends HttpRequestDecoder {
  private static final int MAX_CHUNK = 8 << 10;

  StrictRequestDecoder(HttpBounds bounds) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(bounds.maxLine())
            .setMaxHeaderSize(bounds.maxHeaders())
            .setMaxChunkSize(MAX_CHUNK)
            .setAllowDuplicateContentLengths(false)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
            .setValidateHeaders(true));
  }

  /** Netty would drop the length; a proxy in front may have gone by it. */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("Transfer-Encoding and Content-Length in one request");
  }
}
