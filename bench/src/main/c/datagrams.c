// datagrams PORT SESSIONS SIZE MILLIS WINDOW [SINK]: datagrams there and back, WINDOW of them under way at any time, spread over SESSIONS sockets in turn.
// datagrams PORT SESSIONS SIZE MILLIS 0 SINK RATE: the same at times that the clock sets, RATE a second; latency counts from those times.
// SINK 0: what comes back to the sockets they were sent from counts. Otherwise it is a port of this program, behind the proxy: fire and forget.
// A datagram that has not come within PATIENCE is lost, and counts as an error.
#include "common.h"

#include <sys/prctl.h>

#define PATIENCE (100 * MILLI)
#define RING 65536u           // How many may be under way.
#define FIRST_CLIENT 55001    // Fixed ports, so that a proxy's sessions last from slice to slice.
#define LARGEST 65507
#define ROOM (16 << 20)

typedef struct {
  uint32_t number;
  uint32_t magic;
} head;

static const uint32_t MAGIC = 0x77656972;

static uint64_t began[RING];
static unsigned char under_way[RING];
static char buffer[LARGEST];
static int *sockets;
static int epoll_fd;
static long size, sessions;
static double period_ns;
static uint64_t start, next_number, oldest, flying, done, errors;

static uint64_t due(uint64_t index) { return start + (uint64_t)((double)index * period_ns); }

// What cannot be sent is lost like anything else.
static void send_one(uint64_t at) {
  uint64_t number = next_number++;
  head h = {.number = (uint32_t)number, .magic = MAGIC};
  memcpy(buffer, &h, sizeof h);
  began[number % RING] = at;
  under_way[number % RING] = 1;
  flying++;
  ssize_t sent = send(sockets[number % (uint64_t)sessions], buffer, (size_t)size, MSG_NOSIGNAL);
  if (sent < 0 && errno == ECONNREFUSED) sent = send(sockets[number % (uint64_t)sessions], buffer, (size_t)size, MSG_NOSIGNAL);
}

static void take(const head *h, ssize_t length, uint64_t now) {
  uint64_t slot = h->number % RING;
  if (length != size || h->magic != MAGIC || !under_way[slot] || (uint32_t)(next_number - h->number) > RING) return;
  under_way[slot] = 0;
  flying--;
  done++;
  latency_add(now - began[slot]);
}

static void receive(int fd) {
  char answer[LARGEST];
  ssize_t n;
  while ((n = recv(fd, answer, sizeof answer, 0)) >= 0 || errno == ECONNREFUSED) {
    head h;
    if (n < (ssize_t)sizeof h) continue;
    memcpy(&h, answer, sizeof h);
    take(&h, n, now_ns());
  }
}

// Gives up what has been under way for too long, oldest first.
static void give_up(uint64_t now) {
  while (oldest < next_number) {
    uint64_t slot = oldest % RING;
    if (under_way[slot]) {
      if (now - began[slot] < PATIENCE && next_number - oldest < RING) return;
      under_way[slot] = 0;
      flying--;
      errors++;
    }
    oldest++;
  }
}

static void watch(int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  do_not_block(fd);
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

static int open_socket(struct sockaddr_in local, int room) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0) fail("socket");
  if (room > 0 && setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room)) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
  if (bind(fd, (struct sockaddr *)&local, sizeof local)) fail("bind");
  watch(fd);
  return fd;
}

// On an address of their own, where no proxy's ports are in the way.
static void open_all(const struct sockaddr_in *target) {
  for (long i = 0; i < sessions; i++) {
    struct sockaddr_in local = loopback((int)(FIRST_CLIENT + i));
    local.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
    sockets[i] = open_socket(local, sessions == 1 ? ROOM : 0);
    if (connect(sockets[i], (const struct sockaddr *)target, sizeof *target)) fail("connect");
  }
}

static void pump(uint64_t until, long window, long rate, uint64_t stop) {
  struct epoll_event events[512];
  uint64_t now = now_ns();
  while (now < until && (now < stop || flying > 0)) {
    if (now < stop) {
      if (rate > 0) {
        while (due(next_number) <= now) send_one(due(next_number));
      } else {
        while (flying < (uint64_t)window) send_one(now_ns());
      }
    }
    uint64_t wake = now + 10 * MILLI;
    if (rate > 0 && now < stop && due(next_number) < wake) wake = due(next_number);
    struct timespec timeout = {.tv_nsec = wake > now ? (long)(wake - now) : 0};
    int n = epoll_pwait2(epoll_fd, events, 512, &timeout, NULL);
    for (int i = 0; i < n; i++) receive(events[i].data.fd);
    now = now_ns();
    give_up(now);
  }
}

// Makes the sessions, a few at a time, and forgets what that came to.
static void greet(void) {
  start = now_ns();
  for (uint64_t sent = 0; sent < (uint64_t)sessions;) {
    for (int i = 0; i < 32 && sent < (uint64_t)sessions; i++, sent++) send_one(now_ns());
    pump(now_ns() + PATIENCE, 0, 0, 0);
  }
  if (done == 0) {
    fprintf(stderr, "datagrams: nothing comes back\n");
    exit(1);
  }
  done = errors = 0;
  latency_total = 0;
  memset(latency_counts, 0, sizeof latency_counts);
}

int main(int argc, char **argv) {
  if (argc < 6 || argc > 8) {
    fprintf(stderr, "usage: datagrams PORT SESSIONS SIZE MILLIS WINDOW [SINK [RATE]]\n");
    return 2;
  }
  struct sockaddr_in target = loopback((int)number(argv[1], "PORT", 1));
  sessions = number(argv[2], "SESSIONS", 1);
  size = number(argv[3], "SIZE", sizeof(head));
  if (size > LARGEST) size = LARGEST;
  long millis = number(argv[4], "MILLIS", 1);
  long window = number(argv[5], "WINDOW", 0);
  long sink = argc > 6 ? number(argv[6], "SINK", 0) : 0;
  long rate = argc > 7 ? number(argv[7], "RATE", 1) : 0;
  limit_life(millis);
  memset(buffer, 'd', sizeof buffer);
  sockets = calloc((size_t)sessions, sizeof *sockets);
  epoll_fd = epoll_create1(0);
  prctl(PR_SET_TIMERSLACK, 1);  // Else a wait may last 50 us longer than asked.
  if (sink > 0) open_socket(loopback((int)sink), ROOM);
  open_all(&target);
  greet();

  await_go();
  start = now_ns();
  next_number = oldest = flying = 0;
  memset(under_way, 0, sizeof under_way);
  if (rate > 0) period_ns = 1e9 / (double)rate;
  uint64_t stop = start + (uint64_t)millis * MILLI;
  pump(stop + DRAIN, window, rate, stop);
  uint64_t elapsed = now_ns() - start;
  errors += flying;
  print_result((double)done, elapsed, errors);
  await_end();
}
