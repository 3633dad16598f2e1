// store/losses.h — every way in which recorded data can be lost, declared once.
//
// Run::losses maps the name of a loss to a count. Non-zero ones show in CLI, gate and explorer.
// To add a loss: 1. a row in losses.cc, 2. a constant here, 3. count it where it happens, 4. a test.
#pragma once

#include <span>
#include <string_view>

namespace csnake::store {

enum class Severity {
  kNote,     // Evidence is thinner; counts are right.
  kWarning,  // Some counts may be too low.
  kError,    // The run says little or nothing.
};

struct Loss {
  std::string_view name;
  Severity severity;
  std::string_view sentence;  // For people; says what to do.
};

inline constexpr std::string_view kSpoolFull = "spool_full";
inline constexpr std::string_view kStatesPoolFull = "states_pool_full";
inline constexpr std::string_view kFramesTooDeep = "frames_too_deep";
inline constexpr std::string_view kSpoolUnreadable = "spool_unreadable";
inline constexpr std::string_view kSpoolDamaged = "spool_damaged";
inline constexpr std::string_view kSpoolMissing = "spool_missing";
inline constexpr std::string_view kFaultUnknown = "fault_unknown";

std::span<const Loss> Losses();
const Loss* FindLoss(std::string_view name);  // nullptr for a name of another version.

}  // namespace csnake::store
