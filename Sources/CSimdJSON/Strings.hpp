#ifndef CSIMDJSON_STRINGS_HPP
#define CSIMDJSON_STRINGS_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include <simdjson.h>

namespace csj {

/// Bytes of a string; NULL when its escapes are wrong.
struct View {
    const uint8_t *bytes;
    uint32_t length;
};

/// Undoes the escapes in a text's strings, into a buffer that parses reuse.
class Strings {
public:
    /// Prepares for a text. Throws std::bad_alloc.
    void prepare(const uint8_t *bytes, size_t count, const simdjson::internal::dom_parser_implementation *engine);

    /// Whether the text holds any escape at all.
    bool has_escapes() const { return has_escapes_; }

    /// What stands between a string's quotes, with its escapes undone: the same view where there are none.
    View unescaped(View raw);

private:
    const uint8_t *end_ = nullptr;
    const simdjson::internal::dom_parser_implementation *engine_ = nullptr;
    bool has_escapes_ = false;
    size_t used_ = 0;
    std::vector<uint8_t> buffer_;
    std::vector<uint8_t> tail_;
};

}  // namespace csj

#endif
