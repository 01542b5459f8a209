// backend PORT [any]: echoes, swallows or sends without end, as the first byte of a connection says, and echoes datagrams. One thread, zero-copy for bulk.
// Listens on 127.0.0.1, or on every address.
// Ends with standard input.
#include "common.h"

#include <sys/mman.h>
#include <sys/sendfile.h>

#define MAX_FD 65536
static unsigned char kinds[MAX_FD];  // 0 until the first byte has come.
static uint32_t owed[MAX_FD];        // Echoed bytes that did not fit into the socket.
static char buffer[65536];

static int epoll_fd, listener, datagrams, endless;

static void want(int fd, uint32_t events) {
  struct epoll_event event = {.events = events, .data.fd = fd};
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, fd, &event);
}

static void accept_some(void) {
  for (int i = 0; i < 64; i++) {
    int on = 1, fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (fd < 0) return;
    if (fd >= MAX_FD) {
      close(fd);
      return;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    kinds[fd] = 0;
    owed[fd] = 0;
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
  }
}

// All that is echoed are letters E, so what is owed is a number and not a queue.
static int pay(int fd) {
  while (owed[fd] > 0) {
    size_t length = owed[fd] < sizeof buffer ? owed[fd] : sizeof buffer;
    memset(buffer, KIND_ECHO, length);
    ssize_t sent = send(fd, buffer, length, MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN;
    owed[fd] -= (uint32_t)sent;
  }
  want(fd, EPOLLIN);
  return 1;
}

static int echo(int fd, ssize_t length) {
  ssize_t sent = send(fd, buffer, (size_t)length, MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) return 0;
  if (sent < length) {
    owed[fd] = (uint32_t)(length - (sent < 0 ? 0 : sent));
    want(fd, EPOLLOUT);
  }
  return 1;
}

static int swallow(int fd) {
  for (int i = 0; i < 4; i++) {
    ssize_t n = recv(fd, buffer, CHUNK, MSG_TRUNC);  // Nothing is copied, so the buffer may be small.
    if (n == 0) return 0;
    if (n < 0) return errno == EAGAIN;
  }
  return 1;
}

static int pour(int fd) {
  for (int i = 0; i < 4; i++) {
    off_t offset = 0;
    ssize_t n = sendfile(fd, endless, &offset, CHUNK);
    if (n < 0) return errno == EAGAIN;
  }
  return 1;
}

static int serve(int fd, uint32_t events) {
  switch (kinds[fd]) {
    case KIND_SINK:
      return swallow(fd);
    case KIND_SOURCE:
      return (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) ? 0 : pour(fd);
    default:
      if (owed[fd] > 0) return pay(fd);
  }
  ssize_t n = recv(fd, buffer, sizeof buffer, 0);
  if (n == 0) return 0;
  if (n < 0) return errno == EAGAIN;
  if (kinds[fd] == 0) kinds[fd] = (unsigned char)buffer[0];
  if (kinds[fd] == KIND_SOURCE) want(fd, EPOLLOUT | EPOLLRDHUP);
  return kinds[fd] == KIND_ECHO ? echo(fd, n) : 1;
}

#define BATCH 64
#define LARGEST 65507
static char packets[BATCH][LARGEST];

static void echo_datagrams(void) {
  static struct mmsghdr messages[BATCH];
  static struct iovec parts[BATCH];
  static struct sockaddr_in from[BATCH];
  for (int round = 0; round < 4; round++) {
    for (int i = 0; i < BATCH; i++) {
      parts[i] = (struct iovec){.iov_base = packets[i], .iov_len = LARGEST};
      messages[i].msg_hdr =
          (struct msghdr){.msg_name = from + i, .msg_namelen = sizeof *from, .msg_iov = parts + i, .msg_iovlen = 1};
    }
    int n = recvmmsg(datagrams, messages, BATCH, MSG_DONTWAIT, NULL);
    if (n <= 0) return;
    for (int i = 0; i < n; i++) parts[i].iov_len = messages[i].msg_len;
    for (int sent = 0; sent < n;) {
      int now = sendmmsg(datagrams, messages + sent, (unsigned)(n - sent), MSG_DONTWAIT);
      sent += now > 0 ? now : 1;  // What cannot be sent is lost.
    }
    if (n < BATCH) return;
  }
}

int main(int argc, char **argv) {
  int everywhere = argc == 3 && strcmp(argv[2], "any") == 0;
  if (argc != 2 && !everywhere) {
    fprintf(stderr, "usage: backend PORT [any]\n");
    return 2;
  }
  int on = 1;
  struct sockaddr_in address = loopback((int)number(argv[1], "PORT", 1));
  if (everywhere) address.sin_addr.s_addr = INADDR_ANY;
  signal(SIGPIPE, SIG_IGN);
  endless = memfd_create("bulk", 0);
  if (endless < 0 || ftruncate(endless, CHUNK)) fail("memfd");
  // Written once, or the pages would be the kernel's one page of zeros.
  memset(buffer, 7, sizeof buffer);
  for (off_t at = 0; at < (off_t)CHUNK; at += sizeof buffer) {
    if (pwrite(endless, buffer, sizeof buffer, at) != sizeof buffer) fail("pwrite");
  }
  listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 16384)) fail("listen");
  int room = 16 << 20;
  datagrams = socket(AF_INET, SOCK_DGRAM, 0);
  if (setsockopt(datagrams, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room)) setsockopt(datagrams, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
  if (bind(datagrams, (struct sockaddr *)&address, sizeof address)) fail("bind for datagrams");
  epoll_fd = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[512];
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, listener, &event);
  event.data.fd = datagrams;
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, datagrams, &event);
  event.data.fd = STDIN_FILENO;
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, STDIN_FILENO, &event);
  puts("ready");
  fflush(stdout);
  for (;;) {
    int n = epoll_wait(epoll_fd, events, 512, -1);
    for (int i = 0; i < n; i++) {
      int fd = events[i].data.fd;
      if (fd == STDIN_FILENO) {
        return 0;
      } else if (fd == listener) {
        accept_some();
      } else if (fd == datagrams) {
        echo_datagrams();
      } else if (!serve(fd, events[i].events)) {
        close(fd);
      }
    }
  }
}
