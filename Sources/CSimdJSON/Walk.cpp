#include "Walk.hpp"

#include <cstring>

#include "Numbers.hpp"

// What simdjson's first stage leaves open is how tokens follow one another, what the scalars are, and what the escapes
// say. The walk is one loop over a stack of its own: depth costs no C stack. Every node takes up a token, so that room
// for as many nodes as there are tokens spares each node the question whether there is room. The object below never
// leaves `walk` and each step is called from one place, so that its state lies in registers.

namespace csj {
namespace {

class Walk {
public:
    Walk(const Tokens &tokens, Strings &strings, csj_node *nodes, Open *open, uint32_t max_depth)
        : bytes_(tokens.bytes), token_(tokens.starts), end_(tokens.starts + tokens.start_count),
          strings_(strings), has_escapes_(strings.has_escapes()), nodes_(nodes), next_(nodes), bottom_(open),
          top_(open), limit_(open + max_depth) {}

    Walked run() {
        View key = {nullptr, 0};
        while (value(key) && next_place(key)) {}
        return {status_, fault_offset_, static_cast<size_t>(next_ - nodes_)};
    }

private:
    /// After a value: closes what closes, and goes to where the next value stands. False at the end, good or bad.
    bool next_place(View &key) {
        for (;;) {
            if (top_ == bottom_) return !at_end() && fail(CSJ_TRAILING_CONTENT, position());
            const Open &container = top_[-1];
            const uint8_t byte = peek();
            if (byte != container.closer) {
                if (container.node->child_count++ > 0) {
                    if (byte != ',') return fail_here(CSJ_UNEXPECTED_TOKEN);
                    token_++;
                }
                return container.closer != '}' || member_name(key);
            }
            close_container();
            key = {nullptr, 0};
        }
    }

    bool member_name(View &key) {
        if (peek() != '"') return fail_here(CSJ_UNEXPECTED_TOKEN);
        const size_t start = *token_++;
        key = content(start);
        if (key.bytes == nullptr) return fail(CSJ_BAD_ESCAPE, start);
        if (peek() != ':') return fail_here(CSJ_UNEXPECTED_TOKEN);
        token_++;
        return true;
    }

    bool value(View &key) {
        if (at_end()) return fail(CSJ_UNEXPECTED_END, position());
        csj_node *node = next_++;
        node->key = key.bytes;
        node->key_length = key.length;
        node->child_count = 0;
        node->offset = *token_++;
        const uint8_t first = bytes_[node->offset];
        switch (first) {
        case '"':
            return string(node);
        case '{':
        case '[':
            key = {nullptr, 0};
            return open_container(node, first);
        case ']':
        case '}':
        case ',':
        case ':':
            return fail(CSJ_UNEXPECTED_TOKEN, node->offset);
        default:
            return first == '-' || (first >= '0' && first <= '9') ? number(node) : literal(node);
        }
    }

    bool open_container(csj_node *node, uint8_t opener) {
        if (top_ == limit_) return fail(CSJ_TOO_DEEP, node->offset);
        const bool is_object = opener == '{';
        node->type = is_object ? CSJ_OBJECT : CSJ_ARRAY;
        *top_++ = {node, static_cast<uint8_t>(is_object ? '}' : ']')};
        return true;
    }

    void close_container() {
        csj_node *node = (--top_)->node;
        const uint32_t length = *token_++ + 1 - node->offset;
        finish(node, node->type, {bytes_ + node->offset, length});
    }

    bool string(csj_node *node) {
        const View text = content(node->offset);
        if (text.bytes == nullptr) return fail(CSJ_BAD_ESCAPE, node->offset);
        return finish(node, CSJ_STRING, text);
    }

    bool number(csj_node *node) {
        const size_t end = end_of_number(bytes_, node->offset, position());
        if (end == 0 || !only_space(end)) return fail(CSJ_BAD_NUMBER, node->offset);
        return finish(node, CSJ_NUMBER, {bytes_ + node->offset, static_cast<uint32_t>(end - node->offset)});
    }

    bool literal(csj_node *node) {
        static const struct { const char *word; uint32_t length; csj_type type; } known[] = {
            {"true", 4, CSJ_TRUE}, {"false", 5, CSJ_FALSE}, {"null", 4, CSJ_NULL}};
        for (const auto &each : known) {
            if (position() - node->offset < each.length) continue;
            if (std::memcmp(bytes_ + node->offset, each.word, each.length) != 0) continue;
            if (!only_space(node->offset + each.length)) break;
            return finish(node, each.type, {bytes_ + node->offset, each.length});
        }
        return fail(CSJ_BAD_LITERAL, node->offset);
    }

    bool finish(csj_node *node, csj_type type, View value) {
        node->type = type;
        node->value = value.bytes;
        node->value_length = value.length;
        node->next = static_cast<uint32_t>(next_ - nodes_);
        return true;
    }

    /// The content of the string whose quote was the last token. Between its closing quote and the next token there is
    /// only white space (anything else would be a token), so its end is found from behind, without looking at it.
    View content(size_t quote) {
        size_t end = position() - 1;
        while (end > quote && bytes_[end] != '"') end--;
        if (end == quote) return {nullptr, 0};
        const View raw = {bytes_ + quote + 1, static_cast<uint32_t>(end - quote - 1)};
        return has_escapes_ ? strings_.unescaped(raw) : raw;
    }

    /// Whether nothing but white space lies between a scalar's last byte and the next token.
    bool only_space(size_t from) const {
        for (size_t at = from; at < position(); at++) {
            const uint8_t byte = bytes_[at];
            if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') return false;
        }
        return true;
    }

    bool fail(csj_status status, size_t offset) {
        status_ = status;
        fault_offset_ = offset;
        return false;
    }

    bool fail_here(csj_status status) { return fail(at_end() ? CSJ_UNEXPECTED_END : status, position()); }

    bool at_end() const { return token_ == end_; }
    size_t position() const { return *token_; }
    uint8_t peek() const { return at_end() ? 0 : bytes_[*token_]; }

    const uint8_t *const bytes_;
    const uint32_t *token_;
    const uint32_t *const end_;
    Strings &strings_;
    const bool has_escapes_;
    csj_node *const nodes_;
    csj_node *next_;
    Open *const bottom_;
    Open *top_;
    Open *const limit_;
    csj_status status_ = CSJ_OK;
    size_t fault_offset_ = 0;
};

}  // namespace

Walked walk(const Tokens &tokens, Strings &strings, csj_node *nodes, Open *open, uint32_t max_depth) {
    return Walk(tokens, strings, nodes, open, max_depth).run();
}

}  // namespace csj
