// libraries: -lssl -lcrypto
// tls PORT handshakes CONCURRENT MILLIS full|resumed: a connection, a handshake, 64 bytes there and back, the end, and the next one.
// tls PORT exchanges CONNECTIONS SIZE MILLIS: messages there and back over connections that stay open.
// tls PORT bulk STREAMS up|down MILLIS: as many bytes as go through; the unit is 10^9 bytes.
// The certificate is not looked at: what that costs is the client's, not the proxy's.
#include "common.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#define SMALL 64
#define PIECE 16384  // The most that a record holds.

typedef struct {
  int fd;
  SSL *ssl;
  int shaken, busy;
  long got, owed;  // Of the answer, and of the message that is under way.
  uint64_t began;
} client;

static struct sockaddr_in target;
static SSL_CTX *context;
static SSL_SESSION *session;
static char message[CHUNK], answer[PIECE];
static int epoll_fd, resumes, up;
static long size;
static uint64_t done, errors, bytes, resumed;

static int keep_session(SSL *ssl, SSL_SESSION *given) {
  (void)ssl;
  if (!resumes) return 0;
  if (session != NULL) SSL_SESSION_free(session);
  session = given;
  return 1;
}

// Whether the call has to be made again when the socket is ready; otherwise it has failed.
static int again(client *c, int result) {
  int why = SSL_get_error(c->ssl, result);
  ERR_clear_error();
  return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE;
}

static int open_client(client *c, int flags) {
  *c = (client){.began = now_ns()};
  c->fd = connect_socket(&target, flags);
  if (c->fd < 0) return 0;
  c->ssl = SSL_new(context);
  SSL_set_fd(c->ssl, c->fd);
  if (session != NULL) SSL_set_session(c->ssl, session);
  return 1;
}

static void close_client(client *c) {
  SSL_free(c->ssl);
  close(c->fd);
  c->ssl = NULL;
  c->fd = -1;
}

static void watch(client *c) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = c};
  do_not_block(c->fd);
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, c->fd, &event);
}

// 1: goes on; 0: has to wait; -1: has failed.
static int shake(client *c) {
  int result = SSL_connect(c->ssl);
  if (result == 1) {
    c->shaken = 1;
    return 1;
  }
  return again(c, result) ? 0 : -1;
}

static int send_message(client *c) {
  while (c->owed > 0) {
    int n = SSL_write(c->ssl, message, (int)(c->owed < PIECE ? c->owed : PIECE));
    if (n <= 0) return again(c, n) ? 0 : -1;
    c->owed -= n;
  }
  return 1;
}

static int receive_answer(client *c) {
  while (c->got < size) {
    int n = SSL_read(c->ssl, answer, (int)sizeof answer);
    if (n <= 0) return again(c, n) ? 0 : -1;
    c->got += n;
  }
  return 1;
}

static void begin_exchange(client *c) {
  c->owed = size;
  c->got = 0;
  c->busy = 1;
}

// A whole exchange, as far as it goes.
static int exchange(client *c) {
  int state = send_message(c);
  return state == 1 ? receive_answer(c) : state;
}

static int handshake_and_exchange(client *c) {
  if (!c->shaken) {
    int state = shake(c);
    if (state != 1) return state;
    begin_exchange(c);
  }
  return exchange(c);
}

static void begin_handshake(client *c) {
  if (open_client(c, SOCK_NONBLOCK)) {
    watch(c);
  } else {
    errors++;
  }
}

static void handshakes(client *clients, long count, uint64_t stop) {
  struct epoll_event events[256];
  uint64_t now = now_ns();
  size = SMALL;
  for (long i = 0; i < count; i++) begin_handshake(clients + i);
  for (int open = 1; open && now < stop + DRAIN && errors < 1000 + done;) {
    int n = epoll_wait(epoll_fd, events, 256, 20);
    now = now_ns();
    for (int i = 0; i < n; i++) {
      client *c = events[i].data.ptr;
      if (c->fd < 0) continue;
      int state = handshake_and_exchange(c);
      if (state == 0) continue;
      if (state == 1) {
        latency_add(now_ns() - c->began);
        done++;
        resumed += (uint64_t)SSL_session_reused(c->ssl);
        SSL_shutdown(c->ssl);
      } else {
        errors++;
      }
      close_client(c);
      if (now < stop) begin_handshake(c);
    }
    open = 0;
    for (long i = 0; i < count; i++) open |= clients[i].fd >= 0;
  }
  for (long i = 0; i < count; i++) errors += clients[i].fd >= 0;
  if (resumes && resumed + 2 * (uint64_t)count < done) {
    fprintf(stderr, "tls: only %llu of %llu handshakes were resumed\n", (unsigned long long)resumed, (unsigned long long)done);
    exit(1);
  }
}

// Connections that stand, each with its first exchange behind it.
static void stand(client *clients, long count, char kind) {
  for (long i = 0; i < count; i++) {
    client *c = clients + i;
    if (!open_client(c, 0) || SSL_connect(c->ssl) != 1) fail("handshake");
    if (kind == KIND_ECHO && (SSL_write(c->ssl, &kind, 1) != 1 || SSL_read(c->ssl, answer, 1) != 1)) fail("first exchange");
    c->shaken = 1;
    do_not_block(c->fd);
  }
}

static void exchanges(client *clients, long count, uint64_t stop) {
  struct epoll_event events[256];
  uint64_t now = now_ns();
  long busy = count;
  for (long i = 0; i < count; i++) {
    client *c = clients + i;
    watch(c);
    c->began = now_ns();
    begin_exchange(c);
  }
  while (busy > 0 && now < stop + DRAIN) {
    int n = epoll_wait(epoll_fd, events, 256, 20);
    now = now_ns();
    for (int i = 0; i < n; i++) {
      client *c = events[i].data.ptr;
      int state;
      while (c->busy && (state = exchange(c)) != 0) {
        c->busy = 0;
        if (state < 0) {
          errors++;
          busy--;
          break;
        }
        uint64_t at = now_ns();
        latency_add(at - c->began);
        done++;
        if (at >= stop) {
          busy--;
          break;
        }
        c->began = at;
        begin_exchange(c);
      }
    }
  }
  errors += (uint64_t)busy;
}

// 1 if there is more to do, 0 if the stream has ended.
static int move_some(client *c) {
  for (int i = 0; i < 64; i++) {
    int n = up ? SSL_write(c->ssl, message, PIECE) : SSL_read(c->ssl, answer, (int)sizeof answer);
    if (n <= 0) return again(c, n);
    bytes += (uint64_t)n;
  }
  return 1;
}

static void bulk(client *clients, long count, uint64_t stop) {
  struct epoll_event events[64];
  char kind = up ? KIND_SINK : KIND_SOURCE;
  for (long i = 0; i < count; i++) {
    client *c = clients + i;
    struct epoll_event event = {.events = up ? EPOLLOUT : EPOLLIN, .data.ptr = c};
    if (SSL_write(c->ssl, &kind, 1) != 1) fail("first byte");
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, c->fd, &event);
  }
  while (now_ns() < stop) {
    int n = epoll_wait(epoll_fd, events, 64, 20);
    for (int i = 0; i < n; i++) {
      client *c = events[i].data.ptr;
      if (move_some(c)) continue;
      errors++;
      epoll_ctl(epoll_fd, EPOLL_CTL_DEL, c->fd, NULL);
    }
  }
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr,
            "usage: tls PORT handshakes CONCURRENT MILLIS full|resumed\n"
            "       tls PORT exchanges CONNECTIONS SIZE MILLIS\n"
            "       tls PORT bulk STREAMS up|down MILLIS\n");
    return 2;
  }
  target = loopback((int)number(argv[1], "PORT", 1));
  long count = number(argv[3], "COUNT", 1);
  int shakes = !strcmp(argv[2], "handshakes"), talks = !strcmp(argv[2], "exchanges");
  long millis = number(argv[shakes ? 4 : 5], "MILLIS", 1);
  resumes = shakes && !strcmp(argv[5], "resumed");
  up = !strcmp(argv[4], "up");
  if (talks) size = number(argv[4], "SIZE", 1);
  limit_life(millis);
  memset(message, KIND_ECHO, sizeof message);
  context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(context, keep_session);
  client *clients = calloc((size_t)count, sizeof *clients);
  epoll_fd = epoll_create1(0);
  if (!shakes) stand(clients, count, talks ? KIND_ECHO : 0);

  await_go();
  uint64_t start = now_ns(), stop = start + (uint64_t)millis * MILLI;
  if (shakes) {
    handshakes(clients, count, stop);
  } else if (talks) {
    exchanges(clients, count, stop);
  } else {
    bulk(clients, count, stop);
  }
  uint64_t elapsed = now_ns() - start;
  print_result(shakes || talks ? (double)done : (double)bytes / 1e9, elapsed, errors);
  await_end();
}
