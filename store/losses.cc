#include "store/losses.h"

#include <algorithm>
#include <array>

namespace csnake::store {
namespace {

constexpr std::array kLosses = {
    Loss{kSpoolFull, Severity::kWarning,
         "Events were not recorded because the spool was full or the disk was: free space for the run directories."},
    Loss{kStatesPoolFull, Severity::kNote,
         "Local states were not kept because their pool was full: compatibility of these sites is judged on fewer "
         "states."},
    Loss{kFramesTooDeep, Severity::kNote,
         "Frames lay deeper than the shadow stack follows: callers and states of events there are incomplete."},
    Loss{kSpoolUnreadable, Severity::kError,
         "A process's spool could not be read at all: the target was built with another version of csnake, or the file "
         "was overwritten."},
    Loss{kSpoolDamaged, Severity::kWarning,
         "Parts of a spool did not make sense and were skipped: the target may have written over its own memory."},
    Loss{kSpoolMissing, Severity::kError,
         "A run left no spool although other runs of the workload did: the program ended before it could begin to "
         "record."},
    Loss{kFaultUnknown, Severity::kError,
         "No process of the run contains the armed site: the binary was rebuilt, or the site is in a library that was "
         "not loaded."},
};

}  // namespace

std::span<const Loss> Losses() { return kLosses; }

const Loss* FindLoss(std::string_view name) {
  const auto found = std::ranges::find(kLosses, name, &Loss::name);
  return found == kLosses.end() ? nullptr : &*found;
}

}  // namespace csnake::store
