// exchanges PORT CONNECTIONS SIZE MILLIS [RATE]: messages there and back over connections that stay open, one at a time on each.
// Without RATE the next message goes out when the answer is there. With RATE (messages a second, over all) each message has its time by the clock,
// and its latency counts from that time even if it could only be sent later: a proxy that stalls cannot hide what waited (coordinated omission).
#include "common.h"

#include <sys/prctl.h>

typedef struct {
  int fd;
  int busy;
  long got;
  uint64_t began;
  uint64_t sent;     // How many messages have been begun: says which time of the clock is next.
  uint64_t waiting;  // Messages whose time has come while the connection was busy.
} client;

static struct sockaddr_in target;
static char message[CHUNK];
static client *clients;
static int epoll_fd;
static long size, connections;
static double period_ns;
static uint64_t start, due_count, done, errors, alive, under_way;

static uint64_t due(uint64_t index) { return start + (uint64_t)((double)index * period_ns); }

static void lose(client *c) {
  errors += 1 + c->waiting;
  c->waiting = 0;
  if (c->busy) under_way--;
  c->busy = 0;
  close(c->fd);
  c->fd = -1;
  alive--;
}

static void begin(client *c, uint64_t began) {
  c->began = began;
  c->got = 0;
  c->busy = 1;
  c->sent++;
  under_way++;
  if (send(c->fd, message, (size_t)size, MSG_NOSIGNAL) != size) lose(c);
}

static void begin_waiting(client *c) {
  c->waiting--;
  begin(c, due(c->sent * (uint64_t)connections + (uint64_t)(c - clients)));
}

// Whether the answer is complete.
static int receive(client *c) {
  while (c->busy) {
    ssize_t n = recv(c->fd, message + CHUNK / 2, CHUNK / 2, 0);
    if (n < 0 && errno == EAGAIN) return 0;
    if (n <= 0) {
      lose(c);
      return 0;
    }
    c->got += n;
    if (c->got < size) continue;
    c->busy = 0;
    under_way--;
    return 1;
  }
  return 0;
}

// Marks all messages whose time has come, and sends those whose connection is free.
static void keep_the_clock(uint64_t now) {
  while (due(due_count) <= now) {
    client *c = clients + due_count % (uint64_t)connections;
    due_count++;
    if (c->fd < 0) {
      errors++;
      continue;
    }
    c->waiting++;
    if (!c->busy) begin_waiting(c);
  }
}

static int wait_for_events(struct epoll_event *events, int count, uint64_t until) {
  uint64_t now = now_ns(), left = until > now ? until - now : 0;
  struct timespec timeout = {.tv_sec = (time_t)(left / SECOND), .tv_nsec = (long)(left % SECOND)};
  return epoll_pwait2(epoll_fd, events, count, &timeout, NULL);
}

static void open_all(void) {
  for (long i = 0; i < connections; i++) {
    client *c = clients + i;
    c->fd = connect_socket(&target, 0);
    if (c->fd < 0) fail("connect");
    struct timeval patience = {.tv_sec = 10};
    setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (send(c->fd, message, 1, MSG_NOSIGNAL) != 1 || recv(c->fd, message, 1, 0) != 1) fail("first exchange");
  }
  for (long i = 0; i < connections; i++) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = clients + i};
    do_not_block(clients[i].fd);
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, clients[i].fd, &event);
  }
  alive = (uint64_t)connections;
}

int main(int argc, char **argv) {
  if (argc != 5 && argc != 6) {
    fprintf(stderr, "usage: exchanges PORT CONNECTIONS SIZE MILLIS [RATE]\n");
    return 2;
  }
  target = loopback((int)number(argv[1], "PORT", 1));
  connections = number(argv[2], "CONNECTIONS", 1);
  size = number(argv[3], "SIZE", 1);
  long millis = number(argv[4], "MILLIS", 1);
  long rate = argc == 6 ? number(argv[5], "RATE", 1) : 0;
  limit_life(millis);
  memset(message, KIND_ECHO, sizeof message);
  clients = calloc((size_t)connections, sizeof *clients);
  epoll_fd = epoll_create1(0);
  prctl(PR_SET_TIMERSLACK, 1);  // Else a wait may last 50 us longer than asked.
  open_all();

  await_go();
  start = now_ns();
  uint64_t stop = start + (uint64_t)millis * MILLI, now = start;
  if (rate > 0) {
    period_ns = 1e9 / (double)rate;
  } else {
    for (long i = 0; i < connections; i++) begin(clients + i, now_ns());
  }
  struct epoll_event events[512];
  while (alive > 0 && now < stop + DRAIN) {
    int running = now < stop;
    if (!running && under_way == 0) break;
    if (running && rate > 0) keep_the_clock(now);
    uint64_t until = running ? stop : stop + DRAIN;
    if (running && rate > 0 && due(due_count) < until) until = due(due_count);
    int n = wait_for_events(events, 512, until);
    now = now_ns();
    for (int i = 0; i < n; i++) {
      client *c = events[i].data.ptr;
      if (c->fd < 0 || !receive(c)) continue;
      uint64_t at = now_ns();
      latency_add(at - c->began);
      done++;
      if (c->waiting > 0) {
        begin_waiting(c);
      } else if (rate == 0 && at < stop) {
        begin(c, at);
      }
    }
  }
  uint64_t elapsed = now - start;
  for (long i = 0; i < connections; i++) {
    client *c = clients + i;
    if (c->fd < 0) continue;
    if (c->busy) latency_add(now - c->began);  // At least as long as this.
    errors += (uint64_t)c->busy + c->waiting;
  }
  print_result((double)done, elapsed, errors);
  await_end();
}
