/* alloca and arrays of variable length: memory of the frame they were made in. */
#include <alloca.h>
#include <stdio.h>
#include <string.h>

static int sizes(int n) {
  if (n > 90) return -1; /* [error_return] */
  return n;
}

static int fill(int n) {
  char *first = NULL;
  for (int i = 0; i < n; ++i) { /* [delay] */ /* iterations 3 */
    char *memory = alloca((size_t)sizes(8));
    memcpy(memory, &first, sizeof(char *));
    first = memory;
    int array[sizes(n)], matrix[n][sizes(i + 1)];
    memset(array, i, sizeof array);
    memset(matrix, i, sizeof matrix);
    printf("%zu %zu ", sizeof array, sizeof(int[sizes(i + 1)]));
  }
  int length = 0;
  while (first) { /* [delay] */ /* iterations 3 */
    memcpy(&first, first, sizeof(char *));
    ++length;
  }
  return length;
}

static int sum(int rows, int columns, const int table[rows][columns]) {
  int total = 0;
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < columns; ++c) total += table[r][c];
  return total;
}

int main(void) {
  const int table[2][2] = {{1, 2}, {3, 4}};
  printf("%d %d\n", fill(3), sum(2, 2, table));
  printf("sizes %d\n", sizes(1));
  return 0;
}
