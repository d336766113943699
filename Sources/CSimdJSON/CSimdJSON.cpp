#include "CSimdJSON.h"

#include <algorithm>
#include <memory>
#include <new>

#include <simdjson.h>

#include "Strings.hpp"
#include "Walk.hpp"

// simdjson's On-Demand front end is compiled into its user for the least processor of the platform, skips what it is
// not asked for, and wants 64 readable bytes past the text. Its first stage, behind a virtual call, is chosen for the
// processor at hand and has none of these bounds, so this shim stands on that.

namespace {

/// Memory that is used from text to text, without setting it to zero first.
template <typename Element>
struct Memory {
    std::unique_ptr<Element[]> elements;
    size_t capacity = 0;

    /// Room for `count`; what was there may be lost. Throws std::bad_alloc.
    Element *reserve(size_t count) {
        if (count > capacity) {
            elements.reset();
            capacity = 0;
            elements.reset(new Element[count * 2]);
            capacity = count * 2;
        }
        return elements.get();
    }
};

}  // namespace

struct csj_parser {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> engine;
    csj::Strings strings;
    Memory<csj_node> nodes;
    Memory<csj::Open> open;
};

namespace {

const size_t smallest_capacity = 16 * 1024;
const size_t largest_text = 0xFFFFFF00;

// Doubles, so that growing records cost a handful of allocations over a process's life.
bool reserve(csj_parser &parser, size_t count) {
    size_t capacity = parser.engine ? parser.engine->capacity() : 0;
    if (parser.engine && capacity >= count) return true;
    capacity = capacity < smallest_capacity ? smallest_capacity : capacity;
    while (capacity < count) capacity *= 2;
    if (capacity > largest_text) capacity = largest_text;
    if (parser.engine) return parser.engine->set_capacity(capacity) == simdjson::SUCCESS;
    const auto &processor = simdjson::get_active_implementation();
    return processor->create_dom_parser_implementation(capacity, 1, parser.engine) == simdjson::SUCCESS;
}

csj_result failure(csj_status status, size_t offset) { return {status, offset, nullptr, 0}; }

// The first stage says that a string is wrong, not where: this says where, once, on the way to a refusal.
csj_result string_fault(const uint8_t *bytes, size_t count) {
    size_t quote = 0;
    bool inside = false;
    for (size_t at = 0; at < count; at++) {
        if (inside && bytes[at] < 0x20) return failure(CSJ_CONTROL_CHARACTER, at);
        if (inside && bytes[at] == '\\') {
            at++;
            if (at < count && bytes[at] < 0x20) return failure(CSJ_CONTROL_CHARACTER, at);
        } else if (bytes[at] == '"') {
            inside = !inside;
            quote = at;
        }
    }
    return inside ? failure(CSJ_UNCLOSED_STRING, quote) : failure(CSJ_UNEXPECTED_TOKEN, 0);
}

csj_result stage_fault(simdjson::error_code error, const uint8_t *bytes, size_t count) {
    if (error == simdjson::MEMALLOC || error == simdjson::CAPACITY) return failure(CSJ_NO_MEMORY, 0);
    // Asked first, because a text can be wrong in two ways and the stage names either.
    if (!csj_is_utf8(bytes, count)) return failure(CSJ_NOT_UTF8, 0);
    if (error == simdjson::EMPTY) return failure(CSJ_EMPTY, 0);
    return string_fault(bytes, count);
}

csj_result parse(csj_parser &parser, const uint8_t *bytes, size_t count, uint32_t max_depth) {
    if (count == 0) return failure(CSJ_EMPTY, 0);
    if (count > largest_text || !reserve(parser, count)) return failure(CSJ_NO_MEMORY, 0);
    const auto error = parser.engine->stage1(bytes, count, simdjson::stage1_mode::regular);
    if (error != simdjson::SUCCESS) return stage_fault(error, bytes, count);
    uint32_t *starts = parser.engine->structural_indexes.get();
    const size_t start_count = parser.engine->n_structural_indexes;
    // simdjson leaves room past the last position, and says the same there; ours to make sure.
    starts[start_count] = static_cast<uint32_t>(count);
    const csj::Tokens tokens = {bytes, count, starts, start_count};
    csj_node *nodes = parser.nodes.reserve(tokens.start_count);
    csj::Open *open = parser.open.reserve(std::min<size_t>(max_depth, tokens.start_count));
    parser.strings.prepare(bytes, count, parser.engine.get());
    const csj::Walked walked = csj::walk(tokens, parser.strings, nodes, open, max_depth);
    if (walked.status != CSJ_OK) return failure(walked.status, walked.fault_offset);
    return {CSJ_OK, 0, nodes, walked.node_count};
}

bool has_mark(const uint8_t *bytes, size_t count) {
    return count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF;
}

}  // namespace

csj_parser *csj_parser_create(void) { return new (std::nothrow) csj_parser(); }

void csj_parser_destroy(csj_parser *parser) { delete parser; }

csj_result csj_parse(csj_parser *parser, const uint8_t *bytes, size_t count, uint32_t max_depth) {
    const size_t mark = has_mark(bytes, count) ? 3 : 0;
    try {
        csj_result result = parse(*parser, bytes + mark, count - mark, max_depth);
        result.offset += mark;
        return result;
    } catch (const std::bad_alloc &) {
        return failure(CSJ_NO_MEMORY, 0);
    }
}

bool csj_is_utf8(const uint8_t *bytes, size_t count) {
    return count == 0 || simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), count);
}
