// Boost.Asio: reactor, timers, strands, sockets on the loopback device, stackless coroutines, and its error paths.
#include <boost/asio.hpp>
#include <boost/asio/coroutine.hpp>
#include <atomic>
#include <csignal>
#include <optional>
#include <thread>
#include <vector>

#include "driver.h"

namespace asio = boost::asio;
using asio::ip::tcp;

static void Timers() {
  asio::io_context context;
  std::vector<int> order;
  std::vector<asio::steady_timer> timers;
  for (int i = 0; i < 5; ++i) timers.emplace_back(context, std::chrono::milliseconds(50 * (5 - i)));
  for (int i = 0; i < 5; ++i)
    timers[static_cast<size_t>(i)].async_wait([&order, i](boost::system::error_code error) { order.push_back(error ? -i : i); });
  timers[0].cancel();
  context.run();
  for (const int n : order) std::printf("%d ", n);
  std::printf("\n");
}
static void Strands() {
  asio::io_context context;
  auto strand = asio::make_strand(context);
  int counter = 0;
  std::atomic<int> free = 0;
  for (int i = 0; i < 1000; ++i) {
    asio::post(strand, [&counter] { ++counter; });
    asio::post(context, [&free] { ++free; });
  }
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&context] { context.run(); });
  threads.clear();
  std::printf("%d %d\n", counter, free.load());
}

struct Session : std::enable_shared_from_this<Session> {
  explicit Session(tcp::socket s) : socket(std::move(s)) {}
  void Run() {
    asio::async_read_until(socket, buffer, '\n', [self = shared_from_this()](boost::system::error_code error, size_t length) {
      if (error) return;
      asio::async_write(self->socket, asio::buffer(self->buffer.data(), length), [self, length](boost::system::error_code failed, size_t) {
        if (failed) return;
        self->buffer.consume(length);
        self->Run();
      });
    });
  }
  tcp::socket socket;
  asio::streambuf buffer;
};
static void Echo() {
  asio::io_context context;
  tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  acceptor.async_accept([](boost::system::error_code error, tcp::socket socket) {
    if (!error) std::make_shared<Session>(std::move(socket))->Run();
  });
  std::jthread server([&context] { context.run(); });
  tcp::socket client(context);
  client.connect(acceptor.local_endpoint());
  for (const std::string line : {"one\n", "two\n", "a longer line than the others\n"}) {
    asio::write(client, asio::buffer(line));
    std::string answer;
    asio::read_until(client, asio::dynamic_buffer(answer), '\n');
    std::printf("%s", answer.c_str());
  }
  client.close();
}
static void Errors() {
  asio::io_context context;
  tcp::socket socket(context);
  boost::system::error_code error;
  socket.connect(tcp::endpoint(asio::ip::address_v4::loopback(), 1), error);
  std::printf("%s\n", error.message().c_str());
  socket.close();
  char byte;
  try {
    asio::read(socket, asio::buffer(&byte, 1));
  } catch (const boost::system::system_error& e) {
    std::printf("%s\n", e.what());
  }
  try {
    std::printf("%s\n", asio::ip::make_address("1.2.3.x").to_string().c_str());
  } catch (const boost::system::system_error& e) {
    std::printf("%s\n", e.what());
  }
  asio::post(context, [] { throw std::runtime_error("from a handler"); });
  try {
    context.run();
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
  std::printf("%zu\n", context.run());
}
struct Steps : asio::coroutine {
  asio::io_context* context;
  int* n;
  void operator()() {
    BOOST_ASIO_CORO_REENTER(this) {
      for (; *n < 5; ++*n) BOOST_ASIO_CORO_YIELD asio::post(*context, *this);
      std::printf("steps %d\n", *n);
    }
  }
};
static void Coroutines() {
  asio::io_context context;
  int n = 0;
  Steps steps;
  steps.context = &context;
  steps.n = &n;
  steps();
  context.run();
}
static void Signals() {
  asio::io_context context;
  asio::signal_set signals(context, SIGUSR1);
  signals.async_wait([](boost::system::error_code error, int number) { std::printf("signal %d %d\n", number == SIGUSR1, error.value()); });
  asio::post(context, [] { std::raise(SIGUSR1); });
  context.run();
}

int main(int argc, char** argv) {
  return RunTest({{"timers", Timers}, {"strands", Strands}, {"echo", Echo}, {"errors", Errors}, {"coroutines", Coroutines},
                  {"signals", Signals}}, argc, argv);
}
