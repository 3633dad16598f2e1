#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Calls that are no fault points by default. */
int main(void) {
  char *memory = malloc(8);  // [!library_error] memory runs out
  if (!memory) return 1;
  strcpy(memory, "text");
  fprintf(stdout, "%s\n", memory);  // [!library_error] nobody looks
  free(memory);
  return 0;
}
