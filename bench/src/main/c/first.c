// first PORT MILLIS: asks every millisecond until an exchange succeeds, and prints when that was (CLOCK_MONOTONIC, nanoseconds).
#include "common.h"

static int served(const struct sockaddr_in *target) {
  char message = KIND_ECHO;
  struct timeval patience = {.tv_usec = 200000};
  int fd = connect_socket(target, 0);
  if (fd < 0) return 0;
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  int ok = send(fd, &message, 1, MSG_NOSIGNAL) == 1 && recv(fd, &message, 1, 0) == 1;
  close(fd);
  return ok;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: first PORT MILLIS\n");
    return 2;
  }
  struct sockaddr_in target = loopback((int)number(argv[1], "PORT", 1));
  long millis = number(argv[2], "MILLIS", 1);
  limit_life(millis);
  await_go();
  uint64_t stop = now_ns() + (uint64_t)millis * MILLI;
  struct timespec pause = {.tv_nsec = MILLI};
  int ok;
  while (!(ok = served(&target)) && now_ns() < stop) nanosleep(&pause, NULL);
  printf("{\"served\":%s,\"at_ns\":%llu}\n", ok ? "true" : "false", (unsigned long long)now_ns());
  await_end();
}
