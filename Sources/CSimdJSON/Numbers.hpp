#ifndef CSIMDJSON_NUMBERS_HPP
#define CSIMDJSON_NUMBERS_HPP

#include <cstddef>
#include <cstdint>

namespace csj {

/// Past the last digit from `at`; `at` itself when there is none.
inline size_t skip_digits(const uint8_t *bytes, size_t at, size_t limit) {
    while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') at++;
    return at;
}

/// The end of the number that starts at `start` (RFC 8259, section 6), or 0 when there is none. Reads no further than
/// `limit`. The number stays text: what it is worth is for its reader to say.
inline size_t end_of_number(const uint8_t *bytes, size_t start, size_t limit) {
    size_t at = start;
    if (at < limit && bytes[at] == '-') at++;
    const size_t whole = at;
    at = skip_digits(bytes, at, limit);
    if (at == whole || (bytes[whole] == '0' && at - whole > 1)) return 0;
    if (at < limit && bytes[at] == '.') {
        const size_t fraction = at + 1;
        at = skip_digits(bytes, fraction, limit);
        if (at == fraction) return 0;
    }
    if (at < limit && (bytes[at] == 'e' || bytes[at] == 'E')) {
        at++;
        if (at < limit && (bytes[at] == '+' || bytes[at] == '-')) at++;
        const size_t exponent = at;
        at = skip_digits(bytes, exponent, limit);
        if (at == exponent) return 0;
    }
    return at;
}

}  // namespace csj

#endif
