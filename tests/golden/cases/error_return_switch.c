#include <stdio.h>

enum op { PUT, GET, DROP };

static int run(enum op op, int n) {
  switch (op) {
    case PUT: return n;
    case GET: return n + 1;
    case DROP:
      printf("drop ");
      return -95;  // [error_return] drop run -95
  }
  return -22;  // [error_return]
}

struct packet {
  unsigned kind : 3;
};

static int decode(const struct packet *p) {
  switch (p->kind) {
    case 1: return 10;
    case 2: return 20;
    default: return -1;  // [error_return] decode -1
  }
}

int main(void) {
  const struct packet p = {1};
  const int ran = run(PUT, 1);
  printf("run %d\n", ran);
  printf("decode %d\n", decode(&p));
  return 0;
}
