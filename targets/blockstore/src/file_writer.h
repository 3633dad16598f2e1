// file_writer.h: writes one file, block by block, through a pipeline of data nodes.
//
//   Append -> name node: targets -> data node 1 -> data node 2 ... -> acknowledgement
//
// A writer that is destroyed without Close leaves its file open; lease recovery closes it.
#ifndef BLOCKSTORE_FILE_WRITER_H_
#define BLOCKSTORE_FILE_WRITER_H_

#include <string>
#include <vector>

#include "messages.h"
#include "name_node_stub.h"
#include "options.h"

namespace blockstore {

class FileWriter {
 public:
  // Creates the file. `name_node` must outlive the writer.
  FileWriter(NameNodeStub& name_node, const Options& options, const CreateRequest& request);

  // Writes one block. After a failure other targets are tried, then PipelineError is thrown.
  void Append(const std::string& data, WriteMode mode = WriteMode::kAsync);
  // Writes a block that stays open at the data nodes.
  void Flush(const std::string& data);
  // Waits until the blocks are reported, then closes the file, without a block that failed. Throws CompletionError.
  void Close();

 private:
  void WriteBlock(const std::string& data, WriteMode mode, bool open);
  LocatedBlock Allocate(const std::vector<NodeId>& excluded);
  void Send(const LocatedBlock& block, const std::string& data, WriteMode mode, bool open);

  NameNodeStub& name_node_;
  const Options options_;
  HolderId holder_;
  FileId file_;
  uint64_t written_ = 0;  // Blocks.
};

}  // namespace blockstore

#endif  // BLOCKSTORE_FILE_WRITER_H_
