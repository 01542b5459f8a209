package io.weir.core.transport.channel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.lang.foreign.MemorySegment;

/** Bytes where native code can reach them. */
final class DirectBytes {

  private DirectBytes() {}

  /** The same bytes outside of the heap and in one piece; takes the place of the buffer. */
  static ByteBuf of(ByteBuf bytes, ByteBufAllocator allocator) {
    if (bytes.isDirect() && bytes.nioBufferCount() == 1) {
      return bytes;
    }
    ByteBuf copy = allocator.directBuffer(bytes.readableBytes());
    copy.writeBytes(bytes);
    ReferenceCountUtil.release(bytes);
    return copy;
  }

  /** Where the next byte is read. */
  static long readAddress(ByteBuf bytes) {
    return address(bytes, bytes.readerIndex(), bytes.readableBytes());
  }

  /** Where the next byte is written. */
  static long writeAddress(ByteBuf bytes) {
    return address(bytes, bytes.writerIndex(), bytes.writableBytes());
  }

  private static long address(ByteBuf bytes, int index, int length) {
    return bytes.hasMemoryAddress()
        ? bytes.memoryAddress() + index
        : MemorySegment.ofBuffer(bytes.internalNioBuffer(index, length)).address();
  }
}
