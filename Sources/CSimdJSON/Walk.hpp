#ifndef CSIMDJSON_WALK_HPP
#define CSIMDJSON_WALK_HPP

#include <cstddef>
#include <cstdint>

#include "CSimdJSON.h"
#include "Strings.hpp"

namespace csj {

/// A text and where its tokens start: every bracket, comma, colon, opening quote and first byte of another scalar.
/// After the last start stands `count`.
struct Tokens {
    const uint8_t *bytes;
    size_t count;
    const uint32_t *starts;
    size_t start_count;
};

/// One container that is open during a walk.
struct Open {
    csj_node *node;
    uint8_t closer;
};

/// How a walk ended.
struct Walked {
    csj_status status;
    /// Where the fault lies, after a status other than OK.
    size_t fault_offset;
    /// How many nodes there are, after OK.
    size_t node_count;
};

/// Turns tokens into nodes, checking the grammar of RFC 8259 on the way. There must be room at `nodes` for as many
/// nodes as there are tokens, and at `open` for `max_depth` containers.
Walked walk(const Tokens &tokens, Strings &strings, csj_node *nodes, Open *open, uint32_t max_depth);

}  // namespace csj

#endif
