#include "programs.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>

namespace csnake::golden {
namespace {

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> MergedEnvironment(const Environment& added) {
  std::vector<std::string> merged;
  for (char** at = environ; *at; ++at)
    if (!std::string_view(*at).starts_with("CSNAKE_")) merged.emplace_back(*at);
  for (const auto& [name, value] : added) merged.push_back(name + "=" + value);
  return merged;
}

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void Become(const std::string& folder, char* const* command, char* const* environment) {
  if (chdir(folder.c_str()) != 0) _exit(127);
  const int out = open("out", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const int errors = open("errors", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (dup2(out, 1) == 1 && dup2(errors, 2) == 2) {
    alarm(60);
    execve(command[0], command, environment);
  }
  _exit(127);
}

// Children that nobody waited for, too: what they record is read next.
void AwaitTheRest() {
  for (int look = 0; look < 5'000; ++look) {
    const pid_t ended = waitpid(-1, nullptr, WNOHANG);
    if (ended < 0 && errno == ECHILD) return;
    if (ended == 0) usleep(1'000);
  }
}

}  // namespace

Outcome Execute(const Scratch& scratch, const std::vector<std::string>& command, const Environment& environment) {
  std::vector<std::string> words = command;
  std::vector<std::string> variables = MergedEnvironment(environment);
  const std::vector<char*> argv = Pointers(words);
  const std::vector<char*> envp = Pointers(variables);
  const std::string folder = scratch.Path("");
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  const pid_t child = fork();
  if (child == 0) Become(folder, argv.data(), envp.data());
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  AwaitTheRest();
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), ReadAll(scratch.Path("out")),
          ReadAll(scratch.Path("errors"))};
}

}  // namespace csnake::golden
