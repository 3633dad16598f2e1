/* _Generic, compound literals, designated initialisers, flexible arrays, bit-fields. */
// flags -std=gnu2x
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KIND(x) _Generic((x), bool: "bool", int: "int", char *: "text", default: "other")

struct packet {
  unsigned kind : 3, urgent : 1;
  signed delta : 4;
  unsigned long long wide : 40;
  unsigned short length;
  int data[];
};

static bool is_full(const struct packet *p) { return p->length > 3; }

static int append(struct packet *p, int value) {
  if (is_full(p)) return -1; /* [negation=1] appended -1 */ /* [error_return] appended -1 */
  if (p->urgent && p->delta < 0) return -2; /* [error_return] appended -2 */
  p->data[p->length++] = value;
  p->urgent = is_full(p); /* [negation=1] urgent 1 */
  p->wide += (p->kind == 5);
  return p->length;
}

static int sum(const struct packet *p) {
  int total = 0;
  for (int i = 0; i < p->length; ++i) total += p->data[i];
  return total;
}

int main(void) {
  struct packet *p = malloc(sizeof *p + 4 * sizeof(int));
  *p = (struct packet){.kind = 5, .delta = -3, .wide = 1};
  static const int table[] = {[2] = 7, [0] = 1, [4 ... 5] = 9};
  const int appended = append(p, table[2]);
  printf("appended %d urgent %d\n", appended, p->urgent);
  printf("%s %s %s %zu\n", KIND(is_full(p)), KIND(append(p, 1)), KIND("x"), sizeof table / sizeof table[0]);
  printf("%d %d %d\n", sum(p), p->delta, (int)p->wide);
  if ((struct packet){.kind = 1}.kind != 1) return 1;
  free(p);
  return 0;
}
