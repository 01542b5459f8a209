// idle PORT COUNT: opens connections that exchange one message each and then do nothing. The unit is a connection that stands.
#include "common.h"

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: idle PORT COUNT\n");
    return 2;
  }
  struct sockaddr_in target = loopback((int)number(argv[1], "PORT", 1));
  long count = number(argv[2], "COUNT", 1), errors = 0;
  char message[64];
  memset(message, KIND_ECHO, sizeof message);
  limit_life(60000);
  await_go();
  uint64_t start = now_ns();
  for (long i = 0; i < count && errors < 100; i++) {
    struct timeval patience = {.tv_sec = 2};
    int fd = connect_socket(&target, 0);
    if (fd < 0) {
      errors++;
      continue;
    }
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (send(fd, message, sizeof message, MSG_NOSIGNAL) != sizeof message ||
        recv(fd, message, sizeof message, MSG_WAITALL) != sizeof message) {
      errors++;
      close(fd);
    }
  }
  print_result((double)(count - errors), now_ns() - start, (uint64_t)errors);
  await_end();
}
