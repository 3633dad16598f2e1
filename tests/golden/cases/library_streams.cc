#include <cstdio>
#include <fstream>
#include <string>
#include <unistd.h>

// File streams: a failure is the stream's state.
static void Write(const std::string& name) {
  std::ofstream out(name, std::ios::binary);  // [library_error] not opened // occurs 0
  if (!out) {
    std::printf("not opened\n");
    return;
  }
  out.write("abc\n", 4);  // [library_error] write failed
  out.flush();  // [library_error] write failed
  std::printf("write %s\n", out ? "done" : "failed");
}

static int Count(const char* name) {
  std::ifstream in(name);  // [library_error] lines 0 // occurs 1
  std::string line;
  int lines = 0;
  while (std::getline(in, line)) ++lines;  // [delay] // [library_error] lines 0
  return lines;
}

int main() {
  const std::string name = "streams-" + std::to_string(getpid());
  Write(name);
  std::printf("lines %d\n", Count(name.c_str()));
  std::printf("%d\n", Count("/nonexistent"));
  std::ifstream late;
  late.open(name);  // [library_error] late 0
  std::printf("late %d\n", late.is_open());
  char text[8] = "";
  if (!late.read(text, 2)) std::printf("not read\n");  // [library_error] not read
  std::remove(name.c_str());  // [library_error]
}
