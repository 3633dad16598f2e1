// flags -std=c++20 -Wno-deprecated-declarations -DBOOST_ASIO_DISABLE_BOOST_COROUTINE
#include <boost/asio.hpp>
#include <cstdio>

// Boost.Asio on loopback: with exceptions and with an error_code.
using boost::asio::ip::tcp;

static void Talk(boost::asio::io_context& context) {
  tcp::acceptor acceptor(context, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  tcp::socket client(context), server(context);
  client.connect(acceptor.local_endpoint());  // [library_error] failed: Connection refused
  boost::system::error_code error;
  acceptor.accept(server, error);  // [library_error] accept: Too many open files
  if (error) {
    std::printf("accept: %s\n", error.message().c_str());
    return;
  }
  const size_t sent = boost::asio::write(client, boost::asio::buffer("hello", 5));  // [library_error] failed: Connection reset
  char text[6] = "";
  const size_t got = server.read_some(boost::asio::buffer(text, 5), error);  // [library_error] 5 0 Connection reset by peer
  std::printf("%zu %zu %s %s\n", sent, got, error.message().c_str(), text);
}

int main() {
  try {
    boost::asio::io_context context;
    Talk(context);
  } catch (const boost::system::system_error& e) {
    std::printf("failed: %s\n", e.code().message().c_str());
  }
}
