#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A listener and a connection on loopback, every step checked. */
static int report(const char *step) {
  printf("%s: %s\n", step, strerror(errno));
  return -1;
}

static int serve(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t length = sizeof address;
  const int listener = socket(AF_INET, SOCK_STREAM, 0);  // [library_error] socket: Too many open files
  if (listener < 0) return report("socket");
  if (bind(listener, (struct sockaddr *)&address, length) != 0)  // [library_error] bind: Address already in use
    return report("bind");
  if (listen(listener, 4) < 0) return report("listen");  // [library_error] listen: Address already in use
  if (getsockname(listener, (struct sockaddr *)&address, &length)) return report("name");  // [library_error] name: Transport
  const int client = socket(AF_INET, SOCK_STREAM, 0);  // [library_error] client: Too many open files
  if (client < 0) return report("client");
  if (connect(client, (struct sockaddr *)&address, length) == -1)  // [library_error] connect: Connection refused
    return report("connect");
  const int server = accept(listener, NULL, NULL);  // [library_error] accept: Too many open files
  if (server < 0) return report("accept");
  char text[6] = "";
  if (send(client, "hello", 5, 0) != 5) return report("send");  // [library_error] send: Connection reset by peer
  if (recv(server, text, 5, 0) != 5) return report("recv");  // [library_error] recv: Connection reset by peer
  printf("%s\n", text);
  close(server);  // [library_error]
  close(client);  // [library_error]
  return close(listener);  // [library_error] serve -1
}

int main(void) {
  printf("serve %d\n", serve());
  return 0;
}
