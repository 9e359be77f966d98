#include "reference.hpp"

namespace bench {

namespace {

/// The character at `i`, which moves past it; 0xFFFFFFFF, and one byte on, where there is none.
std::uint32_t decode(std::string_view text, std::size_t& i) noexcept {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const auto follows = [&](std::size_t at) { return at < text.size() && (byte(at) & 0xC0) == 0x80; };
    const std::uint32_t first = byte(i);
    if (first < 0x80) {
        i += 1;
        return first;
    }
    if (first >= 0xC2 && first < 0xE0 && follows(i + 1)) {
        const std::uint32_t c = (first & 0x1Fu) << 6 | (byte(i + 1) & 0x3Fu);
        i += 2;
        return c;
    }
    if (first >= 0xE0 && first < 0xF0 && follows(i + 1) && follows(i + 2)) {
        const std::uint32_t c = (first & 0x0Fu) << 12 | (byte(i + 1) & 0x3Fu) << 6 | (byte(i + 2) & 0x3Fu);
        if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) {
            i += 3;
            return c;
        }
    } else if (first >= 0xF0 && first < 0xF5 && follows(i + 1) && follows(i + 2) && follows(i + 3)) {
        const std::uint32_t c = (first & 0x07u) << 18 | (byte(i + 1) & 0x3Fu) << 12 |
                                (byte(i + 2) & 0x3Fu) << 6 | (byte(i + 3) & 0x3Fu);
        if (c >= 0x10000 && c <= 0x10FFFF) {
            i += 4;
            return c;
        }
    }
    i += 1;
    return 0xFFFFFFFF;
}

} // namespace

Classes decode_and_classify(std::string_view text) noexcept {
    Classes found;
    for (std::size_t i = 0; i < text.size();) {
        const std::uint32_t c = decode(text, i);
        found.sum += c;
        if (c == '\n' || c == '\r') {
            ++found.breaks;
        } else if (c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000) {
            ++found.blanks;
        } else if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19)) {
            ++found.digits;
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            ++found.letters;
        } else if (c >= 0x4E00 && c <= 0x9FFF) {
            ++found.han;
        } else if (c < 0x80 || (c >= 0x2010 && c <= 0x2026) || (c >= 0x3001 && c <= 0x303F) ||
                   (c >= 0xFF01 && c <= 0xFF65)) {
            ++found.marks;
        } else if (c == 0xFFFFFFFF) {
            ++found.invalid;
        } else {
            ++found.others;
        }
    }
    return found;
}

} // namespace bench
