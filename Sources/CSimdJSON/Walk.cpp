#include "Walk.hpp"

#include <cstring>

#include "Numbers.hpp"

namespace csj {

Walk::Walk(const uint8_t *bytes, size_t count, const uint32_t *tokens, size_t token_count, Strings &strings,
           csj_node *nodes, std::vector<Open> &open, uint32_t max_depth)
    : bytes_(bytes), count_(count), token_(tokens), end_(tokens + token_count), strings_(strings), nodes_(nodes),
      next_(nodes), open_(open), max_depth_(max_depth) {}

csj_status Walk::run() {
    walk_text();
    return status_;
}

bool Walk::walk_text() {
    if (!value({nullptr, 0})) return false;
    while (!open_.empty()) {
        if (!step()) return false;
    }
    return at_end() || fail(CSJ_TRAILING_CONTENT, position());
}

// One step within the innermost container: its end, or its next child after a comma.
inline bool Walk::step() {
    const Open top = open_.back();
    const uint8_t byte = peek();
    if (byte == top.closer) {
        close_container();
        return true;
    }
    if (top.node->child_count > 0) {
        if (byte != ',') return fail_here(CSJ_UNEXPECTED_TOKEN);
        token_++;
    }
    top.node->child_count++;
    return top.closer == '}' ? member() : value({nullptr, 0});
}

inline bool Walk::member() {
    if (peek() != '"') return fail_here(CSJ_UNEXPECTED_TOKEN);
    const size_t start = *token_++;
    const View key = strings_.content(start, position());
    if (key.bytes == nullptr) return fail(CSJ_BAD_ESCAPE, start);
    if (peek() != ':') return fail_here(CSJ_UNEXPECTED_TOKEN);
    token_++;
    return value(key);
}

inline bool Walk::value(View key) {
    const uint8_t first = peek();
    if (first == '"') return string(add(key));
    if (first == '{') return open_container(add(key), CSJ_OBJECT, '}');
    if (first == '[') return open_container(add(key), CSJ_ARRAY, ']');
    if (at_end() || first == ']' || first == '}' || first == ',' || first == ':') {
        return fail_here(CSJ_UNEXPECTED_TOKEN);
    }
    return first == '-' || (first >= '0' && first <= '9') ? number(add(key)) : literal(add(key));
}

// The node for the token at hand, and on to the next token.
inline csj_node *Walk::add(View key) {
    csj_node *node = next_++;
    node->key = key.bytes;
    node->key_length = key.length;
    node->child_count = 0;
    node->offset = *token_++;
    return node;
}

inline void Walk::finish(csj_node *node, csj_type type, View value) {
    node->type = type;
    node->value = value.bytes;
    node->value_length = value.length;
    node->next = static_cast<uint32_t>(next_ - nodes_);
}

inline bool Walk::open_container(csj_node *node, csj_type type, uint8_t closer) {
    if (open_.size() >= max_depth_) return fail(CSJ_TOO_DEEP, node->offset);
    node->type = type;
    open_.push_back({node, closer});
    return true;
}

inline void Walk::close_container() {
    csj_node *node = open_.back().node;
    const uint32_t length = *token_ + 1 - node->offset;
    finish(node, node->type, {bytes_ + node->offset, length});
    open_.pop_back();
    token_++;
}

inline bool Walk::string(csj_node *node) {
    const View content = strings_.content(node->offset, position());
    if (content.bytes == nullptr) return fail(CSJ_BAD_ESCAPE, node->offset);
    finish(node, CSJ_STRING, content);
    return true;
}

bool Walk::number(csj_node *node) {
    const size_t end = end_of_number(bytes_, node->offset, position());
    if (end == 0 || !only_space(end)) return fail(CSJ_BAD_NUMBER, node->offset);
    finish(node, CSJ_NUMBER, {bytes_ + node->offset, static_cast<uint32_t>(end - node->offset)});
    return true;
}

bool Walk::literal(csj_node *node) {
    static const struct { const char *word; uint32_t length; csj_type type; } known[] = {
        {"true", 4, CSJ_TRUE}, {"false", 5, CSJ_FALSE}, {"null", 4, CSJ_NULL}};
    for (const auto &each : known) {
        if (position() - node->offset < each.length) continue;
        if (std::memcmp(bytes_ + node->offset, each.word, each.length) != 0) continue;
        if (!only_space(node->offset + each.length)) break;
        finish(node, each.type, {bytes_ + node->offset, each.length});
        return true;
    }
    return fail(CSJ_BAD_LITERAL, node->offset);
}

// Whether nothing but white space lies between a scalar's last byte and the next token.
bool Walk::only_space(size_t from) const {
    for (size_t at = from; at < position(); at++) {
        const uint8_t byte = bytes_[at];
        if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') return false;
    }
    return true;
}

bool Walk::fail(csj_status status, size_t offset) {
    status_ = status;
    fault_offset_ = offset;
    return false;
}

}  // namespace csj
