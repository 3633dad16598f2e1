#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <unistd.h>

/* epoll, poll, select. */
int main(void) {
  const int event = eventfd(1, 0);  // [library_error] event -1
  printf("event %d\n", event < 0 ? -1 : 0);
  const int set = epoll_create1(0);  // [library_error] set -1
  printf("set %d\n", set < 0 ? -1 : 0);
  struct epoll_event wanted = {.events = EPOLLIN, .data = {.fd = event}}, got;
  printf("add %d\n", epoll_ctl(set, EPOLL_CTL_ADD, event, &wanted));  // [library_error] add -1
  printf("ready %d\n", epoll_wait(set, &got, 1, 0));  // [library_error] ready -1
  struct pollfd watched = {.fd = event, .events = POLLIN};
  printf("polled %d\n", poll(&watched, 1, 0));  // [library_error] polled -1
  fd_set reading;
  FD_ZERO(&reading);
  FD_SET(event, &reading);
  struct timeval never = {0, 0};
  const int selected = select(event + 1, &reading, NULL, NULL, &never);  // [library_error] selected -1
  printf("selected %d\n", selected);
  return 0;
}
