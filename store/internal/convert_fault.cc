#include "store/internal/convert_fault.h"

namespace csnake::store {

void Put(const model::Fault& fault, schema::Fault& out) {
  out.set_site(fault.site.value);
  out.set_kind(static_cast<uint32_t>(fault.kind));
  out.set_value(fault.value);
}

bool Take(const schema::Fault& stored, model::Fault& out) {
  out = {model::SiteId{stored.site()}, static_cast<model::Kind>(stored.kind()), static_cast<uint8_t>(stored.value())};
  return model::ToName(out.kind) != "unknown";
}

void Put(const model::Dose& dose, schema::Dose& out) {
  out.set_first_hit(dose.first_hit);
  out.set_hits(dose.hits);
  out.set_delay_ns(dose.delay_ns);
  out.set_total_ns(dose.total_ns);
}

model::Dose Take(const schema::Dose& stored) {
  return {stored.first_hit(), stored.hits(), stored.delay_ns(), stored.total_ns()};
}

void Put(const std::vector<model::LocalState>& states, States& out) {
  for (const model::LocalState& state : states) {
    schema::State& stored = *out.Add();
    for (const model::LocalFrame& frame : state.frames) {
      stored.add_function(frame.function.value);
      stored.add_seen(frame.seen);
      stored.add_taken(frame.taken);
    }
  }
}

bool Take(const States& stored, std::vector<model::LocalState>& out) {
  for (const schema::State& from : stored) {
    model::LocalState& state = out.emplace_back();
    const int frames = static_cast<int>(state.frames.size());
    if (from.function_size() != frames || from.seen_size() != frames || from.taken_size() != frames) return false;
    for (int i = 0; i < frames; ++i)
      state.frames[static_cast<size_t>(i)] = {model::FunctionId{from.function(i)}, from.seen(i), from.taken(i)};
  }
  return true;
}

}  // namespace csnake::store
