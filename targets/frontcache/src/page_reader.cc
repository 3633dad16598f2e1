#include "page_reader.h"

#include <thread>

namespace frontcache {
namespace {

constexpr Millis kFixedRest{500};

std::string Join(const std::map<std::string, std::string>& objects) {
  std::string page;
  for (const auto& [key, value] : objects) page += value;
  return page;
}

}  // namespace

std::string KeyOfObject(uint64_t object) { return "object." + std::to_string(object); }

// What is cached of a bundle may be older than what could not be read, and a page of mixed versions is worse than none:
// such a bundle is taken as invalid and its keys are removed, so that the next view reads all of it. With coalescing
// all threads share what one has read, and it stays. (Fixed: it always stays. An error is no proof that a value is
// invalid.)
std::string PageReader::View(uint64_t bundle) {
  try {
    return Assemble(bundle);
  } catch (const BundleError&) {
    if (!options_.coalesce && !kFixed) cache_.Remove(KeysOf(bundle));
    throw;
  }
}

std::string PageReader::Assemble(uint64_t bundle) {
  Objects found;
  const Status got = cache_.Get(KeysOf(bundle), found);
  if (got != Status::kOk) std::this_thread::sleep_for(options_.cache_pause);
  const std::vector<Missing> missing = FindMissing(bundle, found);
  const bool keep = got == Status::kOk;  // A cache that does not answer is not given more to do.
  const size_t failed = options_.coalesce ? FillTogether(missing, keep, found) : FillAlone(missing, keep, found);
  if (options_.partial_pages) return Join(found);
  if (failed > 0) throw BundleError("bundle " + std::to_string(bundle) + " is incomplete");  // [truth: BUNDLE_ERROR]
  return Join(found);
}

std::vector<std::string> PageReader::KeysOf(uint64_t bundle) const {
  std::vector<std::string> keys;
  const uint64_t first = bundle * options_.bundle_objects;
  for (uint64_t i = 0; i < options_.bundle_objects; ++i) keys.push_back(KeyOfObject(first + i));
  return keys;
}

std::vector<PageReader::Missing> PageReader::FindMissing(uint64_t bundle, const Objects& found) const {
  std::vector<Missing> missing;
  for (uint64_t i = 0; i < options_.bundle_objects; ++i) {
    const uint64_t object = bundle * options_.bundle_objects + i;
    std::string key = KeyOfObject(object);
    if (!found.contains(key)) missing.push_back({object, std::move(key)});
  }
  return missing;
}

size_t PageReader::FillAlone(const std::vector<Missing>& missing, bool keep, Objects& found) {
  size_t failed = 0;
  for (const Missing& object : missing) {
    const std::optional<std::string> value = Fill(object, keep);
    if (value) {
      found[object.key] = *value;
    } else {
      ++failed;
    }
  }
  return failed;
}

size_t PageReader::FillTogether(const std::vector<Missing>& missing, bool keep, Objects& found) {
  size_t failed = 0;
  for (const Missing& object : missing) {
    const FillGroup::Value value =
        fills_.Fill(object.key, options_.coalesce_timeout, [&] { return Fill(object, keep); });
    if (value) {
      found[object.key] = *value;
    } else {
      ++failed;
    }
  }
  return failed;
}

// (Fixed: an object that was not to be had is not asked for again at once.)
std::optional<std::string> PageReader::Fill(const Missing& missing, bool keep) {
  if (kFixed && given_up_.contains(missing.object) && Clock::now() < given_up_[missing.object] + kFixedRest)
    return std::nullopt;
  ++fill_count_;
  proto::DbRequest request;
  request.mutable_read()->set_object(missing.object);
  proto::DbReply reply;
  if (db_.Call(request, reply, options_.fill_timeout) != Status::kOk) {
    if constexpr (kFixed) given_up_[missing.object] = Clock::now();
    return std::nullopt;  // [truth: FILL_FAILED]
  }
  std::string value;
  for (const std::string& row : reply.rows()) value += row + "\n";
  if (keep) cache_.Set(missing.key, value);
  return value;
}

}  // namespace frontcache
