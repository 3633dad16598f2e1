// The parts that need no cluster.

#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "log.h"
#include "queue.h"
#include "wire.h"

namespace raftkv {
namespace {

TEST(Queue, RefusesWhenItIsFull) {
  rk_queue queue;
  ASSERT_EQ(rk_queue_init(&queue, 2), 0);
  int items[3];
  EXPECT_EQ(rk_queue_push(&queue, &items[0]), 0);
  EXPECT_EQ(rk_queue_push(&queue, &items[1]), 0);
  EXPECT_EQ(rk_queue_push(&queue, &items[2]), -EAGAIN);
  void* item = nullptr;
  EXPECT_EQ(rk_queue_pop(&queue, &item), 0);
  EXPECT_EQ(item, &items[0]);
  rk_queue_close(&queue);
  EXPECT_EQ(rk_queue_push(&queue, &items[2]), -ESHUTDOWN);
  EXPECT_EQ(rk_queue_pop(&queue, &item), 0);
  EXPECT_EQ(rk_queue_pop(&queue, &item), -ESHUTDOWN);
  rk_queue_destroy(&queue);
}

TEST(Wire, MessagesComeBackAsTheyWere) {
  const AppendRequest sent{7, 1, 20, 6, 18, 11, {{21, 7, 99, 3, "key", "value"}, {22, 7, 0, 0, "", ""}}};
  const std::string bytes = Encode(sent);
  AppendRequest received;
  ASSERT_EQ(Decode(bytes, &received), 0);
  EXPECT_EQ(Encode(received), bytes);
  EXPECT_EQ(Decode(bytes.substr(0, bytes.size() - 1), &received), -EBADMSG);
}

TEST(LogOnDisk, EntriesOfAnotherTermGiveWay) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("raftkv.log." + std::to_string(getpid()));
  std::filesystem::remove_all(path);
  {
    Store store{CostModel{}};
    ASSERT_EQ(store.Open(path), 0);
    Log log(store);
    for (uint64_t index = 1; index <= 5; ++index) EXPECT_EQ(log.Place({index, 1, 9, index, "k", "v"}), 0);
    EXPECT_EQ(log.Place({3, 2, 9, 6, "k", "w"}), 0);
    EXPECT_EQ(log.last(), 3u);
    EXPECT_EQ(log.Place({5, 2, 9, 7, "k", "w"}), -EINVAL);
    Log again(store);
    ASSERT_EQ(again.Load({}), 0);
    EXPECT_EQ(again.last(), 3u);
    EXPECT_EQ(again.last_term(), 2u);
    EXPECT_EQ(again.CompactTo(2), 0);
    EXPECT_EQ(again.first(), 3u);
    EXPECT_EQ(store.CheckEntry(2), -ENOENT);
  }
  std::filesystem::remove_all(path);
}

}  // namespace
}  // namespace raftkv
