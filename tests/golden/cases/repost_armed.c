// with parts/ledger.h
// library {call: ticker_add, from: parts/ledger.h, arms_timer: true}
#include "parts/ledger.h"

#include <stdio.h>

/* A callback that arms the timer at which it was registered. */
struct client {
  struct ticker beat;
  int left;
};

static void on_beat(void *argument) { /* [delay] */ /* iterations 3 */
  struct client *client = argument;
  printf("beat %d\n", client->left);
  if (--client->left > 0) ticker_add(&client->beat, 5);
}

static void on_end(void *argument) { printf("end %d\n", ((struct client *)argument)->left); }

int main(void) {
  struct client client = {.left = 3};
  struct ticker end;
  ticker_set(&client.beat, on_beat, &client);
  ticker_set(&end, on_end, &client);
  while (client.left > 0) client.beat.callback(client.beat.argument); /* [delay] */
  end.callback(end.argument);
  return 0;
}
