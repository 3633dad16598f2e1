#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum role { FOLLOWER, LEADER };

struct server {
  enum role role;
  int pending;
  time_t heard;
  int stepped_down;
};

static const int pending_max = 16;

static void tick(struct server *s) {
  if (time(NULL) - s->heard > 3600) {  // [detector=1] stepped down 1
    s->role = FOLLOWER;
    s->stepped_down = 1;
  }
  printf("stepped down %d\n", s->stepped_down);
}

static void submit(struct server *s) {
  if (s->pending >= pending_max) {  // [detector=1] refused
    printf("refused\n");
    return;
  }
  s->pending++;
}

static void receive(struct server *s) {
  if (s->role != LEADER) return;  // [detector=1] pending 1
  s->pending = 0;
}

static void await(int fd) {
  struct pollfd p = {.fd = fd, .events = POLLIN, .revents = 0};
  const int n = poll(&p, 1, 2000);  // [library_error]
  if (n == 0) {  // [detector=1] timed out
    printf("timed out\n");
    return;
  }
  if (n < 0) return;  // [!detector] whether the wait failed
  printf("readable\n");
}

int main(void) {
  struct server s = {LEADER, 0, time(NULL), 0};
  int ends[2];
  tick(&s);
  submit(&s);
  receive(&s);
  printf("pending %d\n", s.pending);
  if (pipe(ends) != 0) return 1;  // [library_error]
  if (write(ends[1], "x", 1) == 1) await(ends[0]);  // [library_error]
  return 0;
}
