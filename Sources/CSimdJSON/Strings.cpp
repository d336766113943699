#include "Strings.hpp"

#include <cstring>

namespace csj {

// Unescaping never lengthens a string, but simdjson reads and writes whole blocks: room for one more on either side.
static const size_t slack = simdjson::SIMDJSON_PADDING;

// From 3.1 on simdjson asks whether half a surrogate pair may pass as a replacement character: it may not.
template <typename Engine>
auto unescape_with(const Engine &engine, const uint8_t *source, uint8_t *target, int)
    -> decltype(engine.parse_string(source, target, false)) {
    return engine.parse_string(source, target, false);
}

template <typename Engine>
auto unescape_with(const Engine &engine, const uint8_t *source, uint8_t *target, long)
    -> decltype(engine.parse_string(source, target)) {
    return engine.parse_string(source, target);
}

void Strings::prepare(const uint8_t *bytes, size_t count, const simdjson::internal::dom_parser_implementation *engine) {
    end_ = bytes + count;
    engine_ = engine;
    used_ = 0;
    has_escapes_ = std::memchr(bytes, '\\', count) != nullptr;
    // Sized once per text, so that views into the buffer stay valid while it fills.
    if (has_escapes_ && buffer_.size() < count + slack) buffer_.resize(count + slack);
}

View Strings::unescaped(View raw) {
    if (std::memchr(raw.bytes, '\\', raw.length) == nullptr) return raw;
    const uint8_t *source = raw.bytes;
    if (source + raw.length + slack > end_) {
        // Near the end of the record a whole block would read past it.
        if (tail_.size() < raw.length + slack) tail_.resize(raw.length + slack);
        std::memcpy(tail_.data(), source, raw.length + 1);
        source = tail_.data();
    }
    uint8_t *target = buffer_.data() + used_;
    const uint8_t *end = unescape_with(*engine_, source, target, 0);
    if (end == nullptr) return {nullptr, 0};
    const size_t written = static_cast<size_t>(end - target);
    used_ += written;
    return {target, static_cast<uint32_t>(written)};
}

}  // namespace csj
