// connections PORT CONCURRENT SIZE MILLIS: opens a connection, exchanges one message, closes it, and begins again. The client closes first.
// Latency is from connect() to the last byte of the answer.
#include "common.h"

typedef struct {
  int fd;
  int sent;
  long got;
  uint64_t began;
} client;

static struct sockaddr_in target;
static char message[CHUNK];
static int epoll_fd;
static long size;
static uint64_t done, errors, open_count;

static void begin(client *c) {
  c->began = now_ns();
  c->sent = 0;
  c->got = 0;
  c->fd = connect_socket(&target, SOCK_NONBLOCK);
  if (c->fd < 0) {
    errors++;
    return;
  }
  open_count++;
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = c};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, c->fd, &event);
}

static void end(client *c, int error) {
  close(c->fd);
  c->fd = -1;
  open_count--;
  if (error) {
    errors++;
  } else {
    latency_add(now_ns() - c->began);
    done++;
  }
}

// Whether the connection is over.
static int advance(client *c, uint32_t events) {
  if (!c->sent) {
    if (events & (EPOLLERR | EPOLLHUP)) {
      end(c, 1);
      return 1;
    }
    if (!(events & EPOLLOUT)) return 0;
    c->sent = 1;
    if (send(c->fd, message, (size_t)size, MSG_NOSIGNAL) != size) {
      end(c, 1);
      return 1;
    }
  }
  while (c->got < size) {
    ssize_t n = recv(c->fd, message + CHUNK / 2, CHUNK / 2, 0);
    if (n < 0 && errno == EAGAIN) return 0;
    if (n <= 0) {
      end(c, 1);
      return 1;
    }
    c->got += n;
  }
  end(c, 0);
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: connections PORT CONCURRENT SIZE MILLIS\n");
    return 2;
  }
  target = loopback((int)number(argv[1], "PORT", 1));
  long concurrent = number(argv[2], "CONCURRENT", 1);
  size = number(argv[3], "SIZE", 1);
  long millis = number(argv[4], "MILLIS", 1);
  limit_life(millis);
  memset(message, KIND_ECHO, sizeof message);
  client *clients = calloc((size_t)concurrent, sizeof *clients);
  epoll_fd = epoll_create1(0);

  await_go();
  uint64_t start = now_ns(), stop = start + (uint64_t)millis * MILLI;
  for (long i = 0; i < concurrent; i++) begin(clients + i);
  struct epoll_event events[512];
  uint64_t now = start;
  // A proxy that refuses everything is not asked without end.
  while (open_count > 0 && now < stop + DRAIN && errors < 1000 + done) {
    int n = epoll_wait(epoll_fd, events, 512, 100);
    now = now_ns();
    for (int i = 0; i < n; i++) {
      client *c = events[i].data.ptr;
      if (c->fd >= 0 && advance(c, events[i].events) && now < stop) begin(c);
    }
  }
  errors += open_count;
  print_result((double)done, now_ns() - start, errors);
  await_end();
}
