// bulk PORT STREAMS up|down MILLIS: as many bytes as go through, without copying any: sendfile in, MSG_TRUNC out. The unit is 10^9 bytes.
// At the end the client says that it has no more to send, and waits until the other side has closed too: so all that was counted has also arrived, and what
// the proxy did for bytes that were under way is within the slice.
#include "common.h"

#include <sys/mman.h>
#include <sys/sendfile.h>

static int send_some(int fd, int file, uint64_t *bytes) {
  for (int i = 0; i < 4; i++) {
    off_t offset = 0;
    ssize_t n = sendfile(fd, file, &offset, CHUNK);
    if (n < 0) return errno == EAGAIN;
    *bytes += (uint64_t)n;
  }
  return 1;
}

static int drop_some(int fd, uint64_t *bytes) {
  static char nothing[1];
  for (int i = 0; i < 4; i++) {
    ssize_t n = recv(fd, nothing, CHUNK, MSG_TRUNC);
    if (n == 0) return 0;
    if (n < 0) return errno == EAGAIN;
    *bytes += (uint64_t)n;
  }
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 5 || (strcmp(argv[3], "up") && strcmp(argv[3], "down"))) {
    fprintf(stderr, "usage: bulk PORT STREAMS up|down MILLIS\n");
    return 2;
  }
  struct sockaddr_in target = loopback((int)number(argv[1], "PORT", 1));
  long streams = number(argv[2], "STREAMS", 1);
  int up = !strcmp(argv[3], "up");
  long millis = number(argv[4], "MILLIS", 1);
  limit_life(millis);

  int file = memfd_create("bulk", 0);
  if (file < 0 || ftruncate(file, CHUNK)) fail("memfd");
  static char page[4096] = {1};
  for (off_t at = 0; at < (off_t)CHUNK; at += sizeof page) {
    if (pwrite(file, page, sizeof page, at) != sizeof page) fail("pwrite");
  }
  int epoll_fd = epoll_create1(0);
  int *fds = calloc((size_t)streams, sizeof *fds);
  for (long i = 0; i < streams; i++) {
    fds[i] = connect_socket(&target, 0);
    if (fds[i] < 0) fail("connect");
  }

  await_go();
  uint64_t start = now_ns(), stop = start + (uint64_t)millis * MILLI, bytes = 0, errors = 0;
  long alive = streams;
  for (long i = 0; i < streams; i++) {
    char kind = up ? KIND_SINK : KIND_SOURCE;
    struct epoll_event event = {.events = up ? EPOLLOUT : EPOLLIN, .data.fd = fds[i]};
    if (send(fds[i], &kind, 1, MSG_NOSIGNAL) != 1) errors++;
    do_not_block(fds[i]);
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fds[i], &event);
  }
  struct epoll_event events[64];
  int ending = 0;
  while (alive > 0 && now_ns() < stop + DRAIN) {
    int n = epoll_wait(epoll_fd, events, 64, 20);
    for (int i = 0; i < n; i++) {
      int fd = events[i].data.fd;
      if (up && !ending ? send_some(fd, file, &bytes) : drop_some(fd, &bytes)) continue;
      errors += !ending;
      alive--;
      epoll_ctl(epoll_fd, EPOLL_CTL_DEL, fd, NULL);
    }
    if (ending || now_ns() < stop) continue;
    ending = 1;
    for (long i = 0; i < streams; i++) {
      struct epoll_event event = {.events = EPOLLIN, .data.fd = fds[i]};
      shutdown(fds[i], SHUT_WR);
      epoll_ctl(epoll_fd, EPOLL_CTL_MOD, fds[i], &event);
    }
  }
  // Where a proxy does not pass the end on, its last bytes are not waited for.
  uint64_t end = alive > 0 ? stop : now_ns();
  print_result((double)bytes / 1e9, end - start, errors);
  await_end();
}
