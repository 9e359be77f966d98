#include "yanbao/lexicon/fold.hpp"

namespace yanbao::lexicon {

char32_t fold(char32_t c) noexcept {
    if (c < 0x80) return c == U'\t' || c == U'\r' || c == U'\n' || c == U'\f' || c == U'\v' ? space : c;
    if (c >= 0x4E00 && c <= 0x9FFF) return c;
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    if (c >= 0x2010 && c <= 0x2015) return U'-';
    if ((c >= 0x2000 && c <= 0x200A) || c == 0x3000 || c == 0xA0 || c == 0x202F || c == 0x205F) return space;
    switch (c) {
    case 0x2212:
    case 0xFE63:
    case 0x2796:
    case 0x2043:
    case 0x02D7: return U'-';
    case 0x2018:
    case 0x2019: return U'\'';
    case 0x201C:
    case 0x201D: return U'"';
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF:
    case 0xAD: return dropped;
    case 0x2022:
    case 0x25CF:
    case 0x25A0:
    case 0x26AB:
    case 0x25FC:
    case 0x25C6:
    case 0x2B24:
    case 0x25AA:
    case 0x27A2:
    case 0xF06C:
    case 0xF06E:
    case 0xF075:
    case 0xF0D8:
    case 0xF09F:
    case 0xF0B7:
    case 0xF0A7:       // symbol fonts
        return 0x25CF; // bullets
    case 0x2236:
    case 0xFE55: return U':';
    case 0x223C:
    case 0x301C: return U'~';
    case 0x30FB:
    case 0x2027:
    case 0x22C5: return 0xB7;
    case 0xFE50: return U',';
    case 0xFE52: return U'.';
    case 0xFE59: return U'(';
    case 0xFE5A: return U')';
    case 0xFE6A: return U'%';
    case 0x2028:
    case 0x2029:
    case 0x85: return space;
    case 0xFFE5: return 0xA5;
    default: return c;
    }
}

Decoded decode(std::string_view s, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80) return {lead, 1};
    const std::uint32_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    constexpr char32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (lead < 0xC2 || lead > 0xF4 || s.size() - at < length) return {0xFFFD, 1};
    char32_t cp = lead & (0x7Fu >> length);
    for (std::uint32_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return {0xFFFD, 1};
        cp = (cp << 6) | (byte(at + i) & 0x3F);
    }
    if (cp < lowest[length] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) return {0xFFFD, 1};
    return {cp, length};
}

void encode(char32_t c, std::string& out) {
    const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) return put(c);
    if (c < 0x800) return put(0xC0 | (c >> 6)), put(0x80 | (c & 0x3F));
    if (c < 0x10000) return put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
    put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3F)), put(0x80 | ((c >> 6) & 0x3F)),
        put(0x80 | (c & 0x3F));
}

std::u32string folded(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto [cp, bytes] = decode(text, at);
        at += bytes;
        if (const char32_t f = fold(cp); f != dropped && f != space) out += f;
    }
    return out;
}

std::string utf8(std::u32string_view text) {
    std::string out;
    out.reserve(text.size() * 3);
    for (char32_t c : text) encode(c, out);
    return out;
}

} // namespace yanbao::lexicon
