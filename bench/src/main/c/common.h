// What all generators share: time, latencies, and how they talk with the benchmark.
//
// A generator prints "ready" when its connections stand, begins at a line on standard input, prints its result as one line of JSON, and keeps
// its connections until standard input ends. So the benchmark reads the proxy's CPU time around the load and nothing else.
#ifndef WEIR_BENCH_COMMON_H
#define WEIR_BENCH_COMMON_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// The first byte a client sends tells the backend what to do with the connection.
enum { KIND_ECHO = 'E', KIND_SINK = 'U', KIND_SOURCE = 'D' };

#define SECOND 1000000000ull
#define MILLI 1000000ull
#define DRAIN (1 * SECOND)  // How long what is under way at the end may take before it counts as an error.
#define CHUNK (1u << 20)

static inline uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * SECOND + (uint64_t)t.tv_nsec;
}

static inline void fail(const char *what) {
  perror(what);
  exit(1);
}

static inline long number(const char *text, const char *name, long least) {
  char *end;
  long value = strtol(text, &end, 10);
  if (*text == 0 || *end != 0 || value < least) {
    fprintf(stderr, "%s: \"%s\" (expected: a whole number from %ld)\n", name, text, least);
    exit(2);
  }
  return value;
}

static inline struct sockaddr_in loopback(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// A generator that hangs ends by itself.
static inline void limit_life(long load_millis) {
  signal(SIGPIPE, SIG_IGN);
  alarm((unsigned)(load_millis / 1000 + 60));
}

static inline void await_line(void) {
  char c;
  ssize_t n;
  while ((n = read(0, &c, 1)) > 0 && c != '\n') {
  }
  if (n <= 0) exit(0);
}

static inline void await_go(void) {
  puts("ready");
  fflush(stdout);
  await_line();
}

static inline void await_end(void) {
  fflush(stdout);
  char c;
  while (read(0, &c, 1) > 0) {
  }
  exit(0);
}

// Latencies in nanoseconds, in buckets 1/64 of their value wide.
#define SUB 64
static uint64_t latency_counts[64 * SUB];
static uint64_t latency_total;

static inline unsigned latency_bucket(uint64_t ns) {
  if (ns < SUB) return (unsigned)ns;
  unsigned shift = 63u - (unsigned)__builtin_clzll(ns) - 6u;
  return (shift + 1) * SUB + (unsigned)(ns >> shift) - SUB;
}

static inline void latency_add(uint64_t ns) {
  latency_counts[latency_bucket(ns)]++;
  latency_total++;
}

// The middle of the bucket in which the share lies, in microseconds; 0 without any latency.
static inline double latency_us(double share) {
  uint64_t sum = 0, wanted = (uint64_t)(share * (double)latency_total);
  if (latency_total == 0) return 0;
  if (wanted >= latency_total) wanted = latency_total - 1;
  for (unsigned i = 0; i < 64 * SUB; i++) {
    sum += latency_counts[i];
    if (sum > wanted) {
      if (i < SUB) return (double)i / 1e3;
      unsigned shift = i / SUB - 1;
      return ((double)((uint64_t)(i % SUB + SUB) << shift) + (double)(1ull << shift) / 2) / 1e3;
    }
  }
  return 0;
}

static inline void print_result(double units, uint64_t elapsed_ns, uint64_t errors) {
  printf("{\"units\":%.6f,\"seconds\":%.6f,\"errors\":%llu,\"p50_us\":%.3f,\"p99_us\":%.3f,\"p999_us\":%.3f}\n", units,
         (double)elapsed_ns / 1e9, (unsigned long long)errors, latency_us(0.5), latency_us(0.99), latency_us(0.999));
}

static inline int connect_socket(const struct sockaddr_in *to, int flags) {
  int on = 1, fd = socket(AF_INET, SOCK_STREAM | flags, 0);
  if (fd < 0) return -1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(fd, (const struct sockaddr *)to, sizeof *to) && errno != EINPROGRESS) {
    close(fd);
    return -1;
  }
  return fd;
}

static inline void do_not_block(int fd) { fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }
#endif
