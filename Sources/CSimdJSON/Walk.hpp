#ifndef CSIMDJSON_WALK_HPP
#define CSIMDJSON_WALK_HPP

#include <cstdint>
#include <vector>

#include "CSimdJSON.h"
#include "Strings.hpp"

namespace csj {

/// One container that is open during a walk.
struct Open {
    uint32_t node;
    uint8_t closer;
};

/// Turns token positions into nodes, checking the grammar of RFC 8259 on the way.
///
/// simdjson's first stage gives the position of every bracket, comma, colon, opening quote and first byte of a scalar,
/// in order; what it does not check is how they follow one another, what the scalars are, and what the escapes say.
/// The walk is a loop over an explicit stack: depth costs no C stack.
class Walk {
public:
    Walk(const uint8_t *bytes, size_t count, const uint32_t *tokens, size_t token_count, Strings &strings,
         std::vector<csj_node> &nodes, std::vector<Open> &open, uint32_t max_depth);

    /// Walks the whole text. Throws std::bad_alloc.
    csj_status run();

    /// Where the fault lies, after a status other than OK.
    size_t fault_offset() const { return fault_offset_; }

private:
    bool walk_text();
    bool step();
    bool member();
    bool value(const uint8_t *key, uint32_t key_length);
    bool open_container(csj_node node, uint8_t closer);
    void close_container();
    bool string(csj_node node);
    bool number(csj_node node);
    bool literal(csj_node node);

    bool only_space(size_t from) const;
    bool fail(csj_status status, size_t offset);
    size_t position() const { return token_ < token_count_ ? tokens_[token_] : count_; }
    uint8_t peek() const { return token_ < token_count_ ? bytes_[tokens_[token_]] : 0; }
    bool at_end() const { return token_ >= token_count_; }

    const uint8_t *bytes_;
    size_t count_;
    const uint32_t *tokens_;
    size_t token_count_;
    size_t token_ = 0;
    Strings &strings_;
    std::vector<csj_node> &nodes_;
    std::vector<Open> &open_;
    uint32_t max_depth_;
    csj_status status_ = CSJ_OK;
    size_t fault_offset_ = 0;
};

}  // namespace csj

#endif
