#ifndef CSIMDJSON_WALK_HPP
#define CSIMDJSON_WALK_HPP

#include <cstdint>
#include <memory>
#include <vector>

#include "CSimdJSON.h"
#include "Strings.hpp"

namespace csj {

/// Memory for nodes, reused from text to text.
struct Nodes {
    std::unique_ptr<csj_node[]> nodes;
    size_t capacity = 0;

    /// Makes room; what was there is lost. Throws std::bad_alloc.
    void reserve(size_t count) {
        if (count <= capacity) return;
        nodes.reset();
        capacity = 0;
        nodes.reset(new csj_node[count * 2]);
        capacity = count * 2;
    }
};

/// One container that is open during a walk.
struct Open {
    csj_node *node;
    uint8_t closer;
};

/// Turns token positions into nodes, checking the grammar of RFC 8259 on the way.
///
/// simdjson's first stage gives the position of every bracket, comma, colon, opening quote and first byte of a scalar,
/// in order; what it does not check is how they follow one another, what the scalars are, and what the escapes say.
/// The walk is a loop over an explicit stack: depth costs no C stack. Every node takes up a token, so that room for as
/// many nodes as there are tokens spares each node the question whether there is room.
class Walk {
public:
    /// A walk over `tokens`, with room at `nodes` for as many nodes.
    Walk(const uint8_t *bytes, size_t count, const uint32_t *tokens, size_t token_count, Strings &strings,
         csj_node *nodes, std::vector<Open> &open, uint32_t max_depth);

    /// Walks the whole text. Throws std::bad_alloc.
    csj_status run();

    /// Where the fault lies, after a status other than OK.
    size_t fault_offset() const { return fault_offset_; }

    /// How many nodes there are, after OK.
    size_t node_count() const { return static_cast<size_t>(next_ - nodes_); }

private:
    bool walk_text();
    bool step();
    bool member();
    bool value(View key);
    bool open_container(csj_node *node, csj_type type, uint8_t closer);
    void close_container();
    bool string(csj_node *node);
    bool number(csj_node *node);
    bool literal(csj_node *node);

    csj_node *add(View key);
    void finish(csj_node *node, csj_type type, View value);
    bool only_space(size_t from) const;
    bool fail(csj_status status, size_t offset);
    bool fail_here(csj_status status) { return fail(at_end() ? CSJ_UNEXPECTED_END : status, position()); }

    bool at_end() const { return token_ == end_; }
    size_t position() const { return at_end() ? count_ : *token_; }
    uint8_t peek() const { return at_end() ? 0 : bytes_[*token_]; }

    const uint8_t *const bytes_;
    const size_t count_;
    const uint32_t *token_;
    const uint32_t *const end_;
    Strings &strings_;
    csj_node *const nodes_;
    csj_node *next_;
    std::vector<Open> &open_;
    const uint32_t max_depth_;
    csj_status status_ = CSJ_OK;
    size_t fault_offset_ = 0;
};

}  // namespace csj

#endif
