#include "stitcher/internal/components.h"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

namespace csnake::stitcher {

std::vector<bool> LanesOnCycles(const LinkGraph& graph) {
  // Nodes: the lanes, then the ports. lane -> in port -> out ports that link -> lanes.
  std::vector<size_t> first_in;
  std::vector<size_t> first_out;
  size_t nodes = graph.lanes.size();
  for (const Junction& junction : graph.junctions) {
    first_in.push_back(nodes);
    first_out.push_back(nodes + junction.in.size());
    nodes += junction.in.size() + junction.out.size();
  }
  std::vector<std::pair<size_t, size_t>> arrows;
  for (size_t i = 0; i < graph.lanes.size(); ++i) {
    const Lane& lane = graph.lanes[i];
    arrows.emplace_back(i, first_in[lane.to] + lane.in);
    arrows.emplace_back(first_out[lane.from] + lane.out, i);
  }
  for (size_t f = 0; f < graph.junctions.size(); ++f) {
    const Junction& junction = graph.junctions[f];
    for (size_t in = 0; in < junction.in.size(); ++in)
      for (size_t out = 0; out < junction.out.size(); ++out)
        if (junction.links[in * junction.out.size() + out]) arrows.emplace_back(first_in[f] + in, first_out[f] + out);
  }

  using Graph = boost::compressed_sparse_row_graph<boost::directedS>;
  const Graph arrow_graph(boost::edges_are_unsorted_multi_pass, arrows.begin(), arrows.end(), nodes);
  std::vector<size_t> component(nodes);
  const size_t count = boost::strong_components(
      arrow_graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, arrow_graph)));
  std::vector<uint32_t> size(count);
  for (const size_t c : component) ++size[c];
  std::vector<bool> on_cycle;  // A lane is no arrow to itself, so a component of one node has no cycle.
  for (size_t i = 0; i < graph.lanes.size(); ++i) on_cycle.push_back(size[component[i]] > 1);
  return on_cycle;
}

}  // namespace csnake::stitcher
