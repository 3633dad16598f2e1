#include "instrument/waits.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "instrument/scope.h"

namespace csnake::instrument {
namespace {

constexpr auto kStdWaits = std::to_array<std::string_view>({"wait_for", "wait_until", "try_lock_for", "try_lock_until", "try_lock_shared_for",
    "try_lock_shared_until", "try_acquire_for", "try_acquire_until"});
constexpr auto kStdSleeps = std::to_array<std::string_view>({"sleep_for", "sleep_until"});
constexpr auto kWaits = std::to_array<std::string_view>({"poll", "ppoll", "select", "pselect", "epoll_wait", "epoll_pwait", "pthread_cond_timedwait",
    "pthread_cond_clockwait", "pthread_mutex_timedlock", "sem_timedwait", "sem_clockwait", "cnd_timedwait", "mtx_timedlock", "sigtimedwait"});
constexpr auto kSleeps = std::to_array<std::string_view>({"nanosleep", "clock_nanosleep", "usleep", "sleep", "thrd_sleep"});

bool IsOneOf(const clang::FunctionDecl* callee, const auto& in_std, const auto& in_c) {
  if (!callee->getDeclName().isIdentifier()) return false;
  const auto is = [&](const auto& names) { return std::ranges::find(names, std::string_view(callee->getName())) != names.end(); };
  return IsInStd(callee) ? is(in_std) : callee->isExternC() && is(in_c);
}

}  // namespace

bool IsTimedWait(const clang::FunctionDecl* callee) { return IsOneOf(callee, kStdWaits, kWaits); }

bool IsSleep(const clang::FunctionDecl* callee) { return IsOneOf(callee, kStdSleeps, kSleeps); }

bool IsPause(const clang::FunctionDecl* callee) { return IsTimedWait(callee) || IsSleep(callee); }

}  // namespace csnake::instrument
