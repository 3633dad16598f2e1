// nlohmann-json: templates, exceptions with positions, constexpr tables, adl conversions.
#include <functional>
#include <nlohmann/json.hpp>
#include <vector>

#include "driver.h"

using nlohmann::json;

namespace shop {
struct Order {
  int id = 0;
  std::vector<std::string> items;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, id, items)
};
enum class State { kOpen, kPaid };
NLOHMANN_JSON_SERIALIZE_ENUM(State, {{State::kOpen, "open"}, {State::kPaid, "paid"}})
}  // namespace shop

static const char* const kText = R"({"a": [1, -2, 3.5e2, true, null, "\u00e4\n"], "b": {"c": {}, "d": 18446744073709551615}})";

static void Attempt(const std::string& text) {
  try {
    std::printf("%s\n", json::parse(text).dump().c_str());
  } catch (const json::exception& e) {
    std::printf("%d %s\n", e.id, e.what());
  }
}

static void Parse() {
  Attempt(kText);
  Attempt(std::string(200, '[') + std::string(200, ']'));
  std::printf("%d %d\n", json::accept("[1, 2"), json::accept("[1, 2]"));
  json::parser_callback_t keep = [](int depth, json::parse_event_t, json&) { return depth < 2; };
  std::printf("%s\n", json::parse(kText, keep).dump(1).c_str());
}
static void Errors() {
  for (const char* text : {"", "[", "{\"a\" 1}", "[1,]", "nul", "\"\\u12\"", "1e999", "\"\xff\"", "[1] 2", "-", "{\"a\":}"}) Attempt(text);
  json value = json::parse(kText);
  for (const auto& bad : std::vector<std::function<void()>>{
           [&] { (void)value.at("missing"); }, [&] { (void)value["a"].at(99); }, [&] { (void)value.get<int>(); },
           [&] { value["a"].push_back({"k", 1}), value["b"].push_back(1); }, [&] { value["a"].erase(77); }}) {
    try {
      bad();
      std::printf("no error\n");
    } catch (const json::exception& e) {
      std::printf("%d %s\n", e.id, e.what());
    }
  }
}
static void RoundTrip() {
  json value;
  for (int i = 0; i < 300; ++i) value["list"].push_back({{"i", i}, {"text", std::string(static_cast<size_t>(i % 17), 'x')}, {"f", i / 7.0}});
  const std::string text = value.dump();
  std::printf("%zu %d %d\n", text.size(), json::parse(text) == value, json::parse(value.dump(3)) == value);
}
static void Binary() {
  const json value = json::parse(kText);
  for (const auto& bytes : {json::to_cbor(value), json::to_msgpack(value), json::to_ubjson(value), json::to_bson({{"v", value.at("a")}})})
    std::printf("%zu ", bytes.size());
  std::printf("%d %d\n", json::from_cbor(json::to_cbor(value)) == value, json::from_msgpack(json::to_msgpack(value)) == value);
  std::vector<std::uint8_t> cut = json::to_cbor(value);
  cut.resize(cut.size() / 2);
  try {
    (void)json::from_cbor(cut);
  } catch (const json::exception& e) {
    std::printf("%s\n", e.what());
  }
}
static void Pointers() {
  json value = json::parse(kText);
  std::printf("%s %d\n", value.at("/a/2"_json_pointer).dump().c_str(), value.contains("/b/x"_json_pointer));
  std::printf("%s\n", value.flatten().dump().c_str());
  std::printf("%d\n", value.flatten().unflatten() == value);
  try {
    (void)value.at("/a/-"_json_pointer);
  } catch (const json::exception& e) {
    std::printf("%s\n", e.what());
  }
}
static void Patch() {
  const json from = json::parse(kText), to = json::parse(R"({"a": [1, 5], "b": {"d": 1}, "e": "new"})");
  const json patch = json::diff(from, to);
  std::printf("%s %d\n", patch.dump().c_str(), from.patch(patch) == to);
  json merged = from;
  merged.merge_patch(R"({"a": null, "b": {"c": 7}})"_json);
  std::printf("%s\n", merged.dump().c_str());
}
static void Conversions() {
  const shop::Order order = json::parse(R"({"id": 7, "items": ["a", "b"]})").get<shop::Order>();
  std::printf("%s %s\n", json(order).dump().c_str(), json(shop::State::kPaid).dump().c_str());
  const auto map = json::parse(R"({"x": [1, 2], "y": []})").get<std::map<std::string, std::vector<int>>>();
  std::printf("%zu %zu\n", map.size(), map.at("x").size());
  const json document = json::parse(kText);
  for (const auto& [key, value] : document.items()) std::printf("%s=%s\n", key.c_str(), value.type_name());
}

int main(int argc, char** argv) {
  return RunTest({{"parse", Parse}, {"errors", Errors}, {"round_trip", RoundTrip}, {"binary", Binary}, {"pointers", Pointers},
                  {"patch", Patch}, {"conversions", Conversions}}, argc, argv);
}
