// store/internal/convert_fault.h — what runs and edges have in common, to and from the schema. Private to store/.
#pragma once

#include <vector>

#include "model/run.h"
#include "schema.pb.h"

namespace csnake::store {

using States = google::protobuf::RepeatedPtrField<schema::State>;

void Put(const model::Fault& fault, schema::Fault& out);
bool Take(const schema::Fault& stored, model::Fault& out);  // False when its kind is unknown.
void Put(const model::Dose& dose, schema::Dose& out);
model::Dose Take(const schema::Dose& stored);
void Put(const std::vector<model::LocalState>& states, States& out);
bool Take(const States& stored, std::vector<model::LocalState>& out);  // False when a state has not its three frames.

}  // namespace csnake::store
