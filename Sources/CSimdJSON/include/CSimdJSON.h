#ifndef CSIMDJSON_H
#define CSIMDJSON_H

// Field views over one record's bytes, nothing else.
//
// One call parses one JSON text (RFC 8259) where it lies and yields its values as a flat array of plain structs in
// document order. simdjson finds the tokens and checks the UTF-8; the walk over the tokens checks the whole grammar, so
// that a text that parses is valid to its last byte. No byte past the end of the text is read, so no padding is asked
// of the caller, and nothing is copied but strings that contain an escape.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a value is.
typedef enum : uint8_t {
    CSJ_NULL,
    CSJ_FALSE,
    CSJ_TRUE,
    CSJ_NUMBER,
    CSJ_STRING,
    CSJ_ARRAY,
    CSJ_OBJECT,
} csj_type;

/// One value. The children of a container follow it directly; `next` leads past them to its next sibling.
typedef struct {
    /// The member's name, unescaped; NULL for the root and for the elements of an array.
    const uint8_t *_Null_unspecified key;
    /// A string's unescaped content; a number's or a literal's text; a container's text with its brackets.
    const uint8_t *_Nonnull value;
    /// Length of the name in bytes.
    uint32_t key_length;
    /// Length of the value in bytes.
    uint32_t value_length;
    /// Index of the first node after this one and everything inside it.
    uint32_t next;
    /// How many members or elements a container has.
    uint32_t child_count;
    /// Where the value starts in the text, in bytes.
    uint32_t offset;
    /// What it is.
    csj_type type;
} csj_node;

/// How a parse ended.
typedef enum : uint8_t {
    CSJ_OK,
    /// No token at all: no bytes, or white space only.
    CSJ_EMPTY,
    /// The bytes are not UTF-8; the offset is not known (the caller's own library says it).
    CSJ_NOT_UTF8,
    /// Containers lie deeper than was allowed; the offset is that of the first one too deep.
    CSJ_TOO_DEEP,
    /// A token that cannot stand where it stands.
    CSJ_UNEXPECTED_TOKEN,
    /// The text ends before its value does.
    CSJ_UNEXPECTED_END,
    /// Something follows the value.
    CSJ_TRAILING_CONTENT,
    /// A string without its closing quote; the offset is that of the opening one.
    CSJ_UNCLOSED_STRING,
    /// A control character (below U+0020) within a string, unescaped.
    CSJ_CONTROL_CHARACTER,
    /// An escape that JSON does not know, or half a surrogate pair; the offset is that of the string.
    CSJ_BAD_ESCAPE,
    /// A number that breaks the grammar of JSON.
    CSJ_BAD_NUMBER,
    /// A word other than true, false and null.
    CSJ_BAD_LITERAL,
    /// Memory ran out, or the text is 4 GiB or longer.
    CSJ_NO_MEMORY,
} csj_status;

/// What a parse yields: the nodes (root first), or why there are none and where.
typedef struct {
    csj_status status;
    /// Byte offset of the fault within the text.
    size_t offset;
    const csj_node *_Null_unspecified nodes;
    size_t count;
} csj_result;

/// The memory that parses reuse: token positions, nodes, unescaped strings. For one thread at a time.
typedef struct csj_parser csj_parser;

/// A new parser, or NULL when memory ran out.
csj_parser *_Nullable csj_parser_create(void);

/// Frees the parser and every node it yielded.
void csj_parser_destroy(csj_parser *_Nullable parser);

/// Parses `count` bytes. Nodes point into `bytes` and into the parser: they are valid until the next parse, and for as
/// long as `bytes` are. A byte order mark is skipped. `max_depth` counts containers, the root's included.
csj_result csj_parse(csj_parser *_Nonnull parser, const uint8_t *_Nullable bytes, size_t count, uint32_t max_depth);

/// Whether the bytes are valid UTF-8.
bool csj_is_utf8(const uint8_t *_Nullable bytes, size_t count);

#ifdef __cplusplus
}
#endif

#endif
