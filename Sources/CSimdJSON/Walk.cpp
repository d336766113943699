#include "Walk.hpp"

#include <cstring>

#include "Numbers.hpp"

namespace csj {

Walk::Walk(const uint8_t *bytes, size_t count, const uint32_t *tokens, size_t token_count, Strings &strings,
           std::vector<csj_node> &nodes, std::vector<Open> &open, uint32_t max_depth)
    : bytes_(bytes), count_(count), tokens_(tokens), token_count_(token_count), strings_(strings), nodes_(nodes),
      open_(open), max_depth_(max_depth) {}

csj_status Walk::run() {
    walk_text();
    return status_;
}

bool Walk::walk_text() {
    if (!value(nullptr, 0)) return false;
    while (!open_.empty()) {
        if (!step()) return false;
    }
    return at_end() || fail(CSJ_TRAILING_CONTENT, position());
}

// One step within the innermost container: its end, or its next child after a comma.
bool Walk::step() {
    const Open top = open_.back();
    if (peek() == top.closer) {
        close_container();
        return true;
    }
    if (nodes_[top.node].child_count > 0) {
        if (at_end()) return fail(CSJ_UNEXPECTED_END, count_);
        if (peek() != ',') return fail(CSJ_UNEXPECTED_TOKEN, position());
        token_++;
    }
    nodes_[top.node].child_count++;
    return top.closer == '}' ? member() : value(nullptr, 0);
}

bool Walk::member() {
    if (at_end()) return fail(CSJ_UNEXPECTED_END, count_);
    if (peek() != '"') return fail(CSJ_UNEXPECTED_TOKEN, position());
    const size_t start = position();
    token_++;
    const View key = strings_.content(start, position());
    if (key.bytes == nullptr) return fail(CSJ_BAD_ESCAPE, start);
    if (at_end()) return fail(CSJ_UNEXPECTED_END, count_);
    if (peek() != ':') return fail(CSJ_UNEXPECTED_TOKEN, position());
    token_++;
    return value(key.bytes, key.length);
}

bool Walk::value(const uint8_t *key, uint32_t key_length) {
    if (at_end()) return fail(CSJ_UNEXPECTED_END, count_);
    const uint32_t start = tokens_[token_];
    csj_node node = {key, bytes_ + start, key_length, 0, 0, 0, start, CSJ_NULL};
    const uint8_t first = bytes_[start];
    token_++;
    switch (first) {
    case '"':
        return string(node);
    case '{':
        node.type = CSJ_OBJECT;
        return open_container(node, '}');
    case '[':
        node.type = CSJ_ARRAY;
        return open_container(node, ']');
    case ']':
    case '}':
    case ',':
    case ':':
        return fail(CSJ_UNEXPECTED_TOKEN, start);
    default:
        return first == '-' || (first >= '0' && first <= '9') ? number(node) : literal(node);
    }
}

bool Walk::open_container(csj_node node, uint8_t closer) {
    if (open_.size() >= max_depth_) return fail(CSJ_TOO_DEEP, node.offset);
    open_.push_back({static_cast<uint32_t>(nodes_.size()), closer});
    nodes_.push_back(node);
    return true;
}

void Walk::close_container() {
    csj_node &node = nodes_[open_.back().node];
    node.value_length = static_cast<uint32_t>(position() + 1 - node.offset);
    node.next = static_cast<uint32_t>(nodes_.size());
    open_.pop_back();
    token_++;
}

bool Walk::string(csj_node node) {
    const View content = strings_.content(node.offset, position());
    if (content.bytes == nullptr) return fail(CSJ_BAD_ESCAPE, node.offset);
    node.type = CSJ_STRING;
    node.value = content.bytes;
    node.value_length = content.length;
    node.next = static_cast<uint32_t>(nodes_.size() + 1);
    nodes_.push_back(node);
    return true;
}

bool Walk::number(csj_node node) {
    const size_t end = end_of_number(bytes_, node.offset, position());
    if (end == 0 || !only_space(end)) return fail(CSJ_BAD_NUMBER, node.offset);
    node.type = CSJ_NUMBER;
    node.value_length = static_cast<uint32_t>(end - node.offset);
    node.next = static_cast<uint32_t>(nodes_.size() + 1);
    nodes_.push_back(node);
    return true;
}

bool Walk::literal(csj_node node) {
    static const struct { const char *word; uint32_t length; csj_type type; } known[] = {
        {"true", 4, CSJ_TRUE}, {"false", 5, CSJ_FALSE}, {"null", 4, CSJ_NULL}};
    for (const auto &each : known) {
        if (position() - node.offset < each.length) continue;
        if (std::memcmp(bytes_ + node.offset, each.word, each.length) != 0) continue;
        if (!only_space(node.offset + each.length)) break;
        node.type = each.type;
        node.value_length = each.length;
        node.next = static_cast<uint32_t>(nodes_.size() + 1);
        nodes_.push_back(node);
        return true;
    }
    return fail(CSJ_BAD_LITERAL, node.offset);
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
