#ifndef CSIMDJSON_STRINGS_HPP
#define CSIMDJSON_STRINGS_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
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
    ///
    /// Between a closing quote and the next token there is only white space (anything else would be a token), so the
    /// end is found from behind, without looking at the content.
    View content(size_t quote, size_t next) {
        size_t end = next - 1;
        while (end > quote && bytes_[end] != '"') end--;
        if (end == quote) return {nullptr, 0};
        const uint8_t *start = bytes_ + quote + 1;
        const size_t length = end - quote - 1;
        if (has_escapes_ && std::memchr(start, '\\', length) != nullptr) return unescape(start, length);
        return {start, static_cast<uint32_t>(length)};
    }

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
