// Header-only Boost: containers with allocators and intrusive trees, string algorithms, graphs, heaps, casts that throw.
#include <boost/algorithm/searching/boyer_moore.hpp>
#include <boost/algorithm/string.hpp>
#include <boost/circular_buffer.hpp>
#include <boost/container/deque.hpp>
#include <boost/container/flat_map.hpp>
#include <boost/container/map.hpp>
#include <boost/container/small_vector.hpp>
#include <boost/container/stable_vector.hpp>
#include <boost/container/static_vector.hpp>
#include <boost/container/string.hpp>
#include <boost/dynamic_bitset.hpp>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>
#include <boost/heap/fibonacci_heap.hpp>
#include <boost/lexical_cast.hpp>
#include <memory>
#include <vector>

#include "driver.h"

static void Algorithms() {
  const std::string text = "  Alpha,beta;;Gamma  ";
  std::vector<std::string> parts;
  boost::split(parts, text, boost::is_any_of(",;"), boost::token_compress_on);
  for (const std::string& part : parts) std::printf("[%s]", boost::trim_copy(part).c_str());
  std::printf(" %s %d %d\n", boost::to_upper_copy(text).c_str(), boost::icontains(text, "GAMMA"), boost::starts_with(text, "x"));
  std::printf("%s %s\n", boost::replace_all_copy(text, ";", "--").c_str(), boost::join(parts, "|").c_str());
  const std::string pattern = "beta";
  const auto found = boost::algorithm::boyer_moore_search(text.begin(), text.end(), pattern.begin(), pattern.end());
  std::printf("%td\n", found.first - text.begin());
}
template <typename Container>
static void Fill(const char* name) {
  Container c;
  for (int i = 0; i < 200; ++i) c.insert(c.begin() + static_cast<std::ptrdiff_t>(c.size() / 2), i);
  c.erase(c.begin() + 3, c.begin() + 50);
  long sum = 0;
  for (const int n : c) sum = sum * 31 % 1000003 + n;
  std::printf("%s %zu %ld\n", name, static_cast<size_t>(c.size()), sum);
  try {
    (void)c.at(5000);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
static void Containers() {
  Fill<boost::container::small_vector<int, 8>>("small");
  Fill<boost::container::deque<int>>("deque");
  Fill<boost::container::stable_vector<int>>("stable");
  Fill<boost::container::static_vector<int, 256>>("static");
  boost::container::map<std::string, std::unique_ptr<int>> map;
  boost::container::flat_map<int, boost::container::string> flat;
  for (int i = 0; i < 100; ++i) {
    map.emplace(std::to_string(i * 37 % 100), std::make_unique<int>(i));
    flat[i * 53 % 100] += std::to_string(i).c_str();
  }
  map.erase("50");
  std::printf("%zu %d %s\n", map.size(), *map.at("37"), flat.at(53).c_str());
  boost::container::static_vector<int, 2> full;
  try {
    for (int i = 0; i < 3; ++i) full.push_back(i);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
static void Circular() {
  boost::circular_buffer<std::string> ring(3);
  for (int i = 0; i < 7; ++i) ring.push_back(std::to_string(i));
  ring.rset_capacity(2);
  ring.push_front("front");
  for (const std::string& s : ring) std::printf("%s ", s.c_str());
  try {
    (void)ring.at(9);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
static void Bits() {
  boost::dynamic_bitset<> bits(std::string("1011001"));
  bits.resize(130, true);
  bits <<= 3;
  std::printf("%zu %zu %zu %d\n", bits.count(), bits.find_first(), bits.find_next(20), (bits & ~bits).none());
  try {
    (void)boost::dynamic_bitset<>(std::string(100, '1')).to_ulong();
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
static void Casts() {
  std::printf("%d %s %.2f\n", boost::lexical_cast<int>("42"), boost::lexical_cast<std::string>(1.5).c_str(), boost::lexical_cast<double>("2.25"));
  for (const char* text : {"", "x1", "99999999999", "1 2"}) {
    try {
      std::printf("%d\n", boost::lexical_cast<int>(text));
    } catch (const boost::bad_lexical_cast& e) {
      std::printf("%s\n", e.what());
    }
  }
}
static void Graph() {
  using Weighted = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, boost::property<boost::edge_weight_t, int>>;
  Weighted graph(60);
  for (size_t i = 0; i < 240; ++i) add_edge(i * 7 % 60, (i * i + 13) % 60, static_cast<int>(i % 11 + 1), graph);
  std::vector<int> distance(60), component(60);
  dijkstra_shortest_paths(graph, vertex(0, graph), boost::distance_map(distance.data()));
  const int components = strong_components(graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
  long sum = 0;
  for (const int d : distance) sum = sum * 31 % 1000003 + d;
  std::printf("%ld %d\n", sum, components);
  std::vector<Weighted::vertex_descriptor> order;
  try {
    boost::topological_sort(graph, std::back_inserter(order));
  } catch (const boost::not_a_dag& e) {
    std::printf("%s\n", e.what());
  }
}
static void Heap() {
  boost::heap::fibonacci_heap<int> heap;
  std::vector<boost::heap::fibonacci_heap<int>::handle_type> handles;
  for (int i = 0; i < 100; ++i) handles.push_back(heap.push(i * 37 % 101));
  for (size_t i = 0; i < 100; i += 9) heap.update(handles[i], static_cast<int>(i) * 3);
  long sum = 0;
  for (; !heap.empty(); heap.pop()) sum = sum * 31 % 1000003 + heap.top();
  std::printf("%ld\n", sum);
}

int main(int argc, char** argv) {
  return RunTest({{"algorithms", Algorithms}, {"containers", Containers}, {"circular", Circular}, {"bits", Bits}, {"casts", Casts},
                  {"graph", Graph}, {"heap", Heap}}, argc, argv);
}
