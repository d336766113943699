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

/// The content of a text's strings: where they lie, or unescaped into a buffer that parses reuse.
class Strings {
public:
    /// Prepares for a text. Throws std::bad_alloc.
    void prepare(const uint8_t *bytes, size_t count, const simdjson::internal::dom_parser_implementation *engine);

    /// The content of the string whose opening quote lies at `quote`, the next token (or the end) being at `next`.
    View content(size_t quote, size_t next);

private:
    View unescape(const uint8_t *start, size_t length);

    const uint8_t *bytes_ = nullptr;
    size_t count_ = 0;
    const simdjson::internal::dom_parser_implementation *engine_ = nullptr;
    bool has_escapes_ = false;
    size_t used_ = 0;
    std::vector<uint8_t> buffer_;
    std::vector<uint8_t> tail_;
};

}  // namespace csj

#endif
