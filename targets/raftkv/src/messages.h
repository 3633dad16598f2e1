// messages.h: what nodes and clients say to each other. `Fields` names the members in the order of wire.h.
#ifndef RAFTKV_MESSAGES_H_
#define RAFTKV_MESSAGES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace raftkv {

using NodeId = uint32_t;  // 1 and up; 0 is nobody.
using Pair = std::pair<std::string, std::string>;

enum Method : int32_t { kVote = 1, kAppend, kChunk, kPut, kGet };

struct Entry {
  uint64_t index = 0;
  uint64_t term = 0;
  uint64_t client = 0;  // 0: a new leader's first entry, which changes nothing.
  uint64_t number = 0;  // Counts the client's pairs.
  std::string key;
  std::string value;

  template <typename Archive, typename M>
  static void Fields(Archive& a, M& m) { a(m.index, m.term, m.client, m.number, m.key, m.value); }
};

struct VoteRequest {
  uint64_t term = 0;
  NodeId candidate = 0;
  uint64_t last_index = 0;
  uint64_t last_term = 0;
  bool pre = false;  // Only asks.

  template <typename Archive, typename M>
  static void Fields(Archive& a, M& m) { a(m.term, m.candidate, m.last_index, m.last_term, m.pre); }
};

struct VoteReply {
  uint64_t term = 0;
  bool granted = false;

  template <typename Archive, typename M>
  static void Fields(Archive& a, M& m) { a(m.term, m.granted); }
};

struct AppendRequest {
  uint64_t term = 0;
  NodeId leader = 0;
  uint64_t prev_index = 0;
  uint64_t prev_term = 0;
  uint64_t commit = 0;
  uint64_t acked = 0;  // All nodes have the log up to here.
  std::vector<Entry> entries;

  template <typename Archive, typename M>
  static void Fields(Archive& a, M& m) { a(m.term, m.leader, m.prev_index, m.prev_term, m.commit, m.acked, m.entries); }
};

struct AppendReply {
  uint64_t term = 0;
  bool matched = false;
  uint64_t last_index = 0;  // Where the follower's log ends.

  template <typename Archive, typename M>
  static void Fields(Archive& a, M& m) { a(m.term, m.matched, m.last_index); }
};

struct ChunkRequest {
  uint64_t term = 0;
  NodeId leader = 0;
  uint64_t last_index = 0;  // The snapshot replaces the log up to here.
  uint64_t last_term = 0;
  uint32_t number = 0;
  bool done = false;
  std::vector<Pair> pairs;

  template <typename Archive, typename M>
  static void Fields(Archive& a, M& m) { a(m.term, m.leader, m.last_index, m.last_term, m.number, m.done, m.pairs); }
};

struct ChunkReply {
  uint64_t term = 0;

  template <typename Archive, typename M>
  static void Fields(Archive& a, M& m) { a(m.term); }
};

struct PutRequest {
  uint64_t client = 0;
  uint64_t number = 0;  // Of the first pair.
  std::vector<Pair> pairs;

  template <typename Archive, typename M>
  static void Fields(Archive& a, M& m) { a(m.client, m.number, m.pairs); }
};

struct PutReply {
  NodeId leader = 0;  // As far as the node knows.

  template <typename Archive, typename M>
  static void Fields(Archive& a, M& m) { a(m.leader); }
};

struct GetRequest {
  std::vector<std::string> keys;

  template <typename Archive, typename M>
  static void Fields(Archive& a, M& m) { a(m.keys); }
};

struct GetReply {
  std::vector<Pair> pairs;  // Those that exist.

  template <typename Archive, typename M>
  static void Fields(Archive& a, M& m) { a(m.pairs); }
};

}  // namespace raftkv

#endif  // RAFTKV_MESSAGES_H_
