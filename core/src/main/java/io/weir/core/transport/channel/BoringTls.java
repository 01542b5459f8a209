package io.weir.core.transport.channel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import io.netty.util.ReferenceCountUtil;
import io.weir.core.transport.PeerIdentity;
import io.weir.core.transport.SecureSession;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS by BoringSSL, driven directly. Netty's engine has set the connection up, begins the handshake
 * and answers its callbacks; but it closes both directions when one ends (its {@code closeAll}), so
 * it moves no bytes here. A buffer of our own takes the place of the engine's, which must not be
 * asked to wrap, unwrap or close from then on.
 */
final class BoringTls extends ChannelDuplexHandler implements TlsLeg {
  /**
   * For what BoringSSL has to say by itself: its flight, alerts, tickets. It is emptied as needed.
   */
  private static final int OWN_WORDS = 2048;

  private static final int LONGEST_PLAINTEXT = 16 * 1024;

  /** More than any suite adds to a record, of which there may be two where TLS 1.0 splits. */
  private static final int RECORD_OVERHEAD = 512;

  private final ReferenceCountedOpenSslEngine engine;
  private final long ssl;
  private final long bio;
  private boolean secured;
  private boolean over;
  private boolean ended;
  private boolean closeNotified;

  /** Encrypted bytes that BoringSSL has taken of a record which is not complete yet. */
  private int held;

  private @Nullable ByteBuf firstFlight;
  private @Nullable ChannelHandlerContext context;

  private BoringTls(ReferenceCountedOpenSslEngine engine, @Nullable ByteBuf firstFlight) {
    this.engine = engine;
    this.firstFlight = firstFlight;
    this.ssl = engine.sslPointer();
    this.bio = SSL.bioNewByteBuffer(ssl, OWN_WORDS);
  }

  /**
   * Begins a handshake, so that the engine knows of it when it is asked to verify the other end.
   *
   * @param engine owned by this from now on
   */
  static BoringTls begin(ReferenceCountedOpenSslEngine engine, ByteBufAllocator allocator) {
    try {
      engine.beginHandshake();
      return new BoringTls(
          engine, engine.getUseClientMode() ? firstFlight(engine, allocator) : null);
    } catch (SSLException e) {
      engine.release();
      throw new IllegalStateException("cannot begin a TLS handshake", e);
    }
  }

  /** The ClientHello, as far as the engine has made it. */
  private static ByteBuf firstFlight(
      ReferenceCountedOpenSslEngine engine, ByteBufAllocator allocator) throws SSLException {
    ByteBuf flight = allocator.directBuffer(engine.getSession().getPacketBufferSize());
    ByteBuffer out = flight.internalNioBuffer(0, flight.writableBytes());
    int before = out.position();
    while (engine.wrap(ByteBuffer.allocate(0), out).bytesProduced() > 0) {
      // As long as there is more of it.
    }
    return flight.writerIndex(out.position() - before);
  }

  @Override
  public void join(ChannelPipeline pipeline) {
    pipeline.addFirst(this);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext newContext) {
    context = newContext;
    ByteBuf flight = firstFlight;
    firstFlight = null;
    if (flight != null) {
      newContext.writeAndFlush(flight, newContext.voidPromise());
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext oldContext) {
    over = true;
    context = null;
    engine.release();
    ReferenceCountUtil.release(firstFlight);
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) {
    ByteBuf encrypted = (ByteBuf) message;
    try {
      if (!secured && !over) {
        shakeHands(reading, encrypted);
      }
      if (secured && !over && !ended) {
        decrypt(reading, encrypted);
      }
    } finally {
      encrypted.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext reading) {
    reading.fireChannelReadComplete();
    if (!over) {
      reading.flush();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext told, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE && !secured && !over) {
      fail(told, "the other end closed during the handshake");
    }
    told.fireUserEventTriggered(event);
  }

  private void shakeHands(ChannelHandlerContext reading, ByteBuf encrypted) {
    while (true) {
      int before = offer(encrypted);
      int result;
      try {
        result = SSL.doHandshake(ssl);
      } finally {
        taken(encrypted, before);
      }
      boolean spoke = sendOwnWords(reading);
      if (result > 0) {
        secured = true;
        reading.fireUserEventTriggered(new Event.Secured(session()));
        return;
      }
      int error = SSL.getError(ssl, result);
      if (error == SSL.SSL_ERROR_WANT_WRITE && spoke) {
        continue;
      }
      if (error == SSL.SSL_ERROR_WANT_READ) {
        if (!encrypted.isReadable()) {
          return;
        }
        continue;
      }
      fail(reading, lastError());
      return;
    }
  }

  private void fail(ChannelHandlerContext failing, String cause) {
    over = true;
    failing.flush();
    failing.fireUserEventTriggered(Event.failed(cause));
  }

  private static String lastError() {
    String text = SSL.getErrorString(SSL.getLastErrorNumber());
    SSL.clearError();
    return text == null || text.isEmpty() ? "the handshake failed" : text;
  }

  /** What BoringSSL is to read next. */
  private int offer(ByteBuf encrypted) {
    SSL.bioSetByteBuffer(bio, DirectBytes.readAddress(encrypted), encrypted.readableBytes(), false);
    return encrypted.readableBytes();
  }

  private int taken(ByteBuf encrypted, int offered) {
    int count = offered - SSL.bioLengthByteBuffer(bio);
    SSL.bioClearByteBuffer(bio);
    encrypted.skipBytes(count);
    return count;
  }

  private void decrypt(ChannelHandlerContext reading, ByteBuf encrypted) {
    ByteBuf plain = null;
    try {
      while (!over && !ended) {
        if (plain == null) {
          // What is inside of TLS is never longer than what is around it.
          plain = reading.alloc().directBuffer(held + encrypted.readableBytes() + 1);
        }
        int offered = offer(encrypted);
        int count;
        try {
          count = SSL.readFromSSL(ssl, DirectBytes.writeAddress(plain), plain.writableBytes());
        } finally {
          held = Math.min(held + taken(encrypted, offered), LONGEST_PLAINTEXT + RECORD_OVERHEAD);
        }
        if (count > 0) {
          plain.writerIndex(plain.writerIndex() + count);
          held = 0;
          if (!plain.isWritable()) {
            held = SSL.sslPending(ssl);
            reading.fireChannelRead(plain);
            plain = null;
          }
          continue;
        }
        int error = SSL.getError(ssl, count);
        if (error == SSL.SSL_ERROR_WANT_READ || error == SSL.SSL_ERROR_WANT_WRITE) {
          sendOwnWords(reading);
          if (!encrypted.isReadable()) {
            return;
          }
        } else if (error == SSL.SSL_ERROR_ZERO_RETURN) {
          ended = true;
        } else {
          broke(reading);
          return;
        }
      }
    } finally {
      if (plain != null) {
        if (plain.isReadable()) {
          reading.fireChannelRead(plain);
        } else {
          plain.release();
        }
      }
    }
    if (ended) {
      reading.fireUserEventTriggered(new Event.Ended());
    }
  }

  private void broke(ChannelHandlerContext reading) {
    over = true;
    String cause = lastError();
    sendOwnWords(reading);
    reading.flush();
    reading.fireExceptionCaught(new SSLException(cause));
  }

  @Override
  public void write(ChannelHandlerContext writing, Object message, ChannelPromise promise) {
    ByteBuf plain = (ByteBuf) message;
    if (!plain.isReadable()) {
      writing.write(plain, promise);
      return;
    }
    ByteBuf direct = DirectBytes.of(plain, writing.alloc());
    try {
      if (over || closeNotified) {
        promise.tryFailure(new SSLException("the connection is over"));
        return;
      }
      sendOwnWords(writing);
      writing.write(encrypt(direct, writing), promise);
    } catch (SSLException e) {
      over = true;
      promise.tryFailure(e);
      writing.fireExceptionCaught(e);
    } finally {
      direct.release();
    }
  }

  /**
   * Encrypts all of it. What BoringSSL has kept back until there is something to write, the tickets
   * of TLS 1.3, goes ahead of it and may be longer; then there is more than one buffer.
   *
   * @return the last one, which is still to be written
   */
  private ByteBuf encrypt(ByteBuf plain, ChannelHandlerContext writing) throws SSLException {
    while (true) {
      ByteBuf encrypted = fill(plain, writing.alloc());
      if (!plain.isReadable()) {
        return encrypted;
      }
      writing.write(encrypted, writing.voidPromise());
    }
  }

  /** Encrypts as much as there is room for, which is something at least. */
  private ByteBuf fill(ByteBuf plain, ByteBufAllocator allocator) throws SSLException {
    int length = plain.readableBytes();
    int records = (length + LONGEST_PLAINTEXT - 1) / LONGEST_PLAINTEXT;
    int room = length + records * RECORD_OVERHEAD;
    ByteBuf encrypted = allocator.directBuffer(room);
    SSL.bioSetByteBuffer(bio, DirectBytes.writeAddress(encrypted), room, true);
    try {
      boolean full = false;
      while (plain.isReadable() && !full) {
        int count =
            SSL.writeToSSL(
                ssl,
                DirectBytes.readAddress(plain),
                Math.min(LONGEST_PLAINTEXT, plain.readableBytes()));
        full =
            count <= 0
                && SSL.getError(ssl, count) == SSL.SSL_ERROR_WANT_WRITE
                && SSL.bioLengthByteBuffer(bio) == 0;
        if (count <= 0 && !full) {
          throw new SSLException(lastError());
        }
        plain.skipBytes(Math.max(0, count));
      }
      encrypted.writerIndex(room - SSL.bioLengthByteBuffer(bio));
      return encrypted;
    } catch (SSLException e) {
      encrypted.release();
      throw e;
    } finally {
      SSL.bioClearByteBuffer(bio);
    }
  }

  @Override
  public void closeNotify() {
    ChannelHandlerContext writing = context;
    if (writing == null || over || closeNotified || !secured) {
      return;
    }
    closeNotified = true;
    while (SSL.shutdownSSL(ssl) < 0 && sendOwnWords(writing)) {
      // As long as something that was kept back is ahead of it.
    }
    SSL.clearError();
    sendOwnWords(writing);
  }

  /** Writes what BoringSSL has left in its own buffer. */
  private boolean sendOwnWords(ChannelHandlerContext writing) {
    boolean any = false;
    for (int length = SSL.bioLengthNonApplication(bio);
        length > 0;
        length = SSL.bioLengthNonApplication(bio)) {
      ByteBuf words = writing.alloc().directBuffer(length);
      SSL.bioSetByteBuffer(bio, DirectBytes.writeAddress(words), length, true);
      words.writerIndex(SSL.bioFlushByteBuffer(bio));
      SSL.bioClearByteBuffer(bio);
      writing.write(words, writing.voidPromise());
      any = true;
    }
    return any;
  }

  private SecureSession session() {
    return new SecureSession(
        SSL.getVersion(ssl),
        SSL.getCipherForSSL(ssl),
        SSL.getAlpnSelected(ssl),
        engine.getUseClientMode() ? null : identity(SSL.getPeerCertificate(ssl)));
  }

  private static @Nullable PeerIdentity identity(byte @Nullable [] certificate) {
    if (certificate == null) {
      return null;
    }
    try {
      return PeerIdentity.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificate)));
    } catch (CertificateException e) {
      // BoringSSL has parsed it, so this is Java being stricter.
      return null;
    }
  }
}
