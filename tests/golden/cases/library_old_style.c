// flags -std=gnu89
#include <netdb.h>
#include <stdio.h>
#include <sys/types.h>
#include <sys/socket.h>

/* C89, an error number that is neither -1 nor errno. */
int main(void) {
  struct addrinfo *found = NULL;
  int error = getaddrinfo("127.0.0.1", "80", NULL, &found); /* [library_error] resolve -3 */
  printf("resolve %d\n", error);
  if (found) freeaddrinfo(found);
  return 0;
}
