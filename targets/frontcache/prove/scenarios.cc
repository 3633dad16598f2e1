#include "scenarios.h"

#include <thread>

namespace frontcache::prove {
namespace {

// Views every bundle once, one after the other.
Script FillCache(uint64_t bundles) {
  return [bundles](RequestThread& thread) {
    for (uint64_t bundle = 0; bundle < bundles; ++bundle) {
      thread.Serve([&](RequestThread& serving) { serving.pages().View(bundle); });
    }
  };
}

Request ViewOneOf(uint64_t bundles) {
  return [bundles](RequestThread& thread, std::minstd_rand& random) { thread.pages().View(random() % bundles); };
}

void ReadAFeed(RequestThread& thread, std::minstd_rand& random) { thread.feeds().Read(random() % 1000); }

Options Pages() {
  Options options;
  options.workers = 1;
  options.cost.row_read = Millis(1);
  options.fill_timeout = Millis(50);
  return options;
}

// The cache is lost while the database is slow: fills time out, so nothing comes into the cache, while the database
// reads what nobody waits for.
Scenario ColdCache() {
  Scenario s{.id = "cold-cache", .options = Pages(), .load = {}};
  s.options.partial_pages = true;
  s.prepare = FillCache(10);
  s.load = {.patience = Millis(100), .request = ViewOneOf(10)};
  s.at_trigger = [](Fleet& fleet) { fleet.RestartCache(); };
  s.hook = &TestHooks::read;
  s.slow = Millis(10);
  return s;
}

// As before, but pages must be complete: fills time out, bundles are removed as invalid, and no page is ever
// cached as a whole.
Scenario Stampede() {
  Scenario s{.id = "look-aside-stampede", .options = Pages(), .load = {}};
  s.prepare = FillCache(10);
  s.load = {.request = ViewOneOf(10)};
  s.at_trigger = [](Fleet& fleet) { fleet.RestartCache(); };
  s.hook = &TestHooks::read;
  s.slow = Millis(10);
  return s;
}

// Scans are slow once: front-ends give up and ask again, while the database works on what nobody waits for.
Scenario RetryStorm() {
  Scenario s{.id = "retry-storm", .options = {}, .load = {}};
  s.options.workers = 1;
  s.options.feed_rows = 10;
  s.options.cost.row_scan = Millis(2);
  s.options.feed_timeout = Millis(100);
  s.options.feed_attempts = 4;
  s.load = {.think = Millis(600), .counts_standstill = false, .request = ReadAFeed};
  s.hook = &TestHooks::scan;
  s.slow = Millis(20);
  return s;
}

// The database fails over while logins are slow: front-ends give up and dial again, the database fills up with sessions
// that nobody wants, and each refusal makes a front-end drop all of its sessions.
Scenario ConnectionStorm() {
  Scenario s{.id = "connection-storm", .options = {}, .load = {}};
  s.options.max_sessions = 32;
  s.options.grants = 5;
  s.options.cost.grant = Millis(1);
  s.options.dial_timeout = Millis(80);
  s.options.dial_attempts = 3;
  s.options.dial_pause = Millis(10);
  s.options.feed_attempts = 2;
  s.load = {.processes = 3, .think = Millis(20), .request = ReadAFeed};
  s.at_trigger = [](Fleet& fleet) { fleet.RestartDatabase(); };
  s.hook = &TestHooks::login;
  s.slow = Millis(20);
  return s;
}

// As before, with room for all: front-ends give up and dial again, and the login thread serves who has given up first.
Scenario RedialStorm() {
  Scenario s = ConnectionStorm();
  s.id = "redial-storm";
  s.options.max_sessions = 100'000;
  return s;
}

// The cache is slow in giving signs of life once: its followers ask for a copy, and while it copies itself to one it
// says nothing to the others, nor answers anybody.
Scenario CopyStorm() {
  Scenario s{.id = "copy-storm", .options = {}, .load = {}};
  s.options.cost.item_copy = Millis(1);
  s.options.link_timeout = Millis(100);
  s.options.get_timeout = Millis(50);
  s.followers = 3;
  s.prepare = FillCache(50);
  s.load = {.threads = 4, .patience = Millis(40), .request = ViewOneOf(50)};
  s.hook = &TestHooks::beat;
  s.slow = Millis(200);
  return s;
}

Scenario ShedReports() {
  Scenario s{.id = "shed-reports", .is_cycle = false, .options = {}, .load = {}};
  s.options.cost.row_report = Micros(500);
  s.options.report_timeout = Millis(60);
  s.options.report_queue_max = 4;
  s.load = {.threads = 4, .think = Millis(100), .request = [](RequestThread& thread, std::minstd_rand& random) {
              thread.reports().Read(random() % 100);
            }};
  s.hook = &TestHooks::report;
  s.slow = Millis(20);
  return s;
}

Scenario RetryBudgetScenario() {
  Scenario s{.id = "retry-budget", .is_cycle = false, .options = {}, .load = {}};
  s.options.workers = 1;
  s.options.cost.row_write = Millis(1);
  s.options.commit_timeout = Millis(100);
  s.load = {.threads = 2,
            .think = Millis(150),
            .reload = false,
            .counts_standstill = false,
            .request = [](RequestThread& thread, std::minstd_rand& random) {
              const uint64_t first = random() % 1000;
              thread.writer().Commit({first, first + 1, first + 2, first + 3, first + 4, first + 5}, "new");
            }};
  s.hook = &TestHooks::commit;
  s.slow = Millis(20);
  return s;
}

Scenario CoalescedFills() {
  Scenario s{.id = "coalesced-fills", .is_cycle = false, .options = Pages(), .load = {}};
  s.options.coalesce = true;
  s.options.coalesce_timeout = Millis(50);
  s.prepare = FillCache(1);
  s.load = {.request = ViewOneOf(1)};
  s.at_trigger = [](Fleet& fleet) { fleet.RestartCache(); };
  s.hook = &TestHooks::read;
  s.slow = Millis(10);
  return s;
}

Scenario SweepDuration() {
  Scenario s{.id = "sweep-duration", .is_cycle = false, .options = {}, .load = {}};
  s.options.sweep_interval = Millis(20);
  s.options.get_timeout = Millis(40);
  s.options.cache_pause = Millis(50);
  s.prepare = FillCache(10);
  s.load = {.threads = 4, .patience = Millis(40), .request = ViewOneOf(10)};
  s.hook = &TestHooks::sweep;
  s.slow = Millis(10);
  return s;
}

}  // namespace

std::vector<Scenario> AllScenarios() {
  return {ColdCache(), Stampede(),    RetryStorm(),     ConnectionStorm(),     RedialStorm(),
          CopyStorm(), ShedReports(), CoalescedFills(), RetryBudgetScenario(), SweepDuration()};
}

}  // namespace frontcache::prove
