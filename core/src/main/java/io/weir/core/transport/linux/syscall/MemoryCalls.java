package io.weir.core.transport.linux.syscall;

import static io.weir.core.transport.linux.syscall.NativeCalls.INT;
import static io.weir.core.transport.linux.syscall.NativeCalls.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Memory of which only the pages that are touched exist: mmap(2) and munmap(2). An {@link Arena}
 * clears what it gives out, and so touches all of it.
 */
final class MemoryCalls {
  private static final MethodHandle MMAP =
      NativeCalls.find("mmap", FunctionDescriptor.of(LONG, LONG, LONG, INT, INT, INT, LONG));
  private static final MethodHandle MUNMAP =
      NativeCalls.find("munmap", FunctionDescriptor.of(INT, LONG, LONG));

  private static final int PROT_READ_WRITE = 1 | 2;
  private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x2 | 0x20 | 0x4000;

  private MemoryCalls() {}

  /**
   * Maps memory, all of it zero.
   *
   * @param arena gives it back when it closes
   * @throws OutOfMemoryError if the system has no room for it
   */
  @SuppressWarnings("restricted") // The start script grants native access.
  static MemorySegment map(Arena arena, long bytes) {
    MemorySegment errno = NativeCalls.newErrno(arena);
    try {
      long address =
          (long)
              MMAP.invokeExact(
                  errno, 0L, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0L);
      if (address == -1) {
        throw new OutOfMemoryError("no memory for " + bytes + " bytes of datagrams");
      }
      return MemorySegment.ofAddress(address)
          .reinterpret(bytes, arena, mapped -> unmap(mapped.address(), bytes));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a call through a method handle of the right type", e);
    }
  }

  private static void unmap(long address, long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      int ignored = (int) MUNMAP.invokeExact(NativeCalls.newErrno(arena), address, bytes);
    } catch (Throwable e) {
      throw new AssertionError("a call through a method handle of the right type", e);
    }
  }
}
