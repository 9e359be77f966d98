#include "yanbao/text/atoms.hpp"

#include "yanbao/base/ascii.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/markup.hpp"

#include <array>

namespace yanbao::text {

namespace {

using lexicon::decode;

/// What an ASCII byte is to the reader.
enum class Byte : std::uint8_t { plain, blank, nothing, mark };

constexpr std::array<Byte, 128> ascii = [] {
    std::array<Byte, 128> out{};
    for (std::size_t b = 0; b < 0x20; ++b) out[b] = Byte::nothing;
    out[0x7F] = Byte::nothing;
    for (const char c : {' ', '\t', '\r', '\n', '\f', '\v'}) out[static_cast<std::size_t>(c)] = Byte::blank;
    for (const char c : {'\\', '&', '<', '*', '_', '$', '{', '}', '^'})
        out[static_cast<std::size_t>(c)] = Byte::mark;
    return out;
}();

constexpr bool is_alphanumeric(char c) {
    return is_ascii_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Reads one stretch of a line; atoms gather in small arrays, so that the vectors grow seldom.
class AtomReader {
  public:
    AtomReader(std::string_view source, std::size_t start, std::size_t end, Atoms& out)
        : source_(source.substr(0, end)), begin_(start), at_(start), out_(out) {
        if (apart_before(source, start)) pending_ |= flag::gap;
    }

    void run() {
        const std::size_t end = source_.size();
        while (at_ < end) {
            const unsigned char b = byte(at_);
            if (b < 0x80) {
                switch (ascii[b]) {
                case Byte::plain:
                    put(b, at_, 0);
                    ++at_;
                    break;
                case Byte::blank:
                    pending_ |= flag::gap;
                    ++at_;
                    break;
                case Byte::nothing: ++at_; break;
                case Byte::mark: read_mark(); break;
                }
                continue;
            }
            if (b >= 0xE4 && b <= 0xE9 && end - at_ >= 3) { // most of Chinese, without the detour
                const char32_t second = byte(at_ + 1), third = byte(at_ + 2);
                const char32_t cp = ((b & 0x0Fu) << 12) | ((second & 0x3F) << 6) | (third & 0x3F);
                if ((second & 0xC0) == 0x80 && (third & 0xC0) == 0x80 && cp >= 0x4E00) {
                    put(cp, at_, 0);
                    at_ += 3;
                    continue;
                }
            }
            const auto [cp, bytes] = decode(source_, at_);
            put_folded(cp, at_);
            at_ += bytes;
        }
        flush();
    }

  private:
    static constexpr std::size_t room = 512;

    unsigned char byte(std::size_t at) const { return static_cast<unsigned char>(source_[at]); }

    // White space at the end of the printed line before, or the edge of a cell, parts the first atom from the
    // last.
    static bool apart_before(std::string_view source, std::size_t start) {
        if (start > 0 && source[start - 1] == '\n') --start;
        if (start > 0 && source[start - 1] == '\r') --start;
        if (start == 0 || start > source.size()) return false;
        const char before = source[start - 1];
        return before == ' ' || before == '\t' || before == '|' || before == '>' ||
               (start >= 3 && source.substr(start - 3, 3) == "\xE3\x80\x80") ||
               (start >= 2 && source.substr(start - 2, 2) == "\xC2\xA0");
    }

    void put(char32_t cp, std::size_t at, std::uint8_t flags) {
        cp_[count_] = cp;
        src_[count_] = static_cast<std::uint32_t>(at);
        flags_[count_] = static_cast<std::uint8_t>(pending_ | flags);
        pending_ = static_cast<std::uint8_t>(pending_ & flag::bold);
        if (++count_ == room) flush();
    }
    void put_folded(char32_t cp, std::size_t at) {
        const char32_t f = lexicon::fold(cp);
        if (f == lexicon::space)
            pending_ |= flag::gap;
        else if (f != lexicon::dropped)
            put(f, at, f == cp ? 0 : flag::folded);
    }
    void flush() {
        out_.cp.append(cp_.data(), count_);
        out_.src.insert(out_.src.end(), src_.data(), src_.data() + count_);
        out_.flags.insert(out_.flags.end(), flags_.data(), flags_.data() + count_);
        count_ = 0;
    }

    void read_mark() {
        const char c = source_[at_];
        switch (c) {
        case '*': return read_stars();
        case '_': return in_formula() ? blank(1) : read_bars();
        case '^': return in_formula() ? blank(1) : literal(1);
        case '$': return read_dollar();
        case '{': return in_formula() ? skip(1) : literal(1);
        case '}':
            if (in_formula()) return skip(1);
            if (arguments_ == 0) return literal(1);
            --arguments_;
            return skip(1);
        default: break;
        }
        if (in_formula() && c == '\\' && is_thin_space(source_[at_ + 1]))
            return blank(2); // a formula has an end
        const auto markup = markup_at(source_, at_, source_.size());
        if (!markup) return literal(1);
        switch (markup->kind) {
        case Markup::Kind::character: put_folded(markup->cp, at_); break;
        case Markup::Kind::blank: pending_ |= flag::gap; break;
        case Markup::Kind::nothing: break;
        case Markup::Kind::argument:
            if (!in_formula() && at_ + markup->bytes < source_.size() &&
                source_[at_ + markup->bytes] == '{') {
                ++arguments_;
                ++at_;
            }
            break;
        case Markup::Kind::bold_on: tag_bold_ = true; break;
        case Markup::Kind::bold_off: tag_bold_ = false; break;
        }
        at_ += markup->bytes;
        set_bold();
    }

    bool in_formula() const { return at_ < formula_end_; }
    static bool is_thin_space(char c) { return c == ',' || c == ';' || c == ':' || c == '!' || c == ' '; }

    void read_dollar() {
        if (at_ == formula_end_ && at_ > 0) return skip(1);
        if (const std::size_t close = formula_end(source_, at_, source_.size()); close > 0) {
            formula_end_ = close;
            return skip(1);
        }
        literal(1);
    }

    // ** and *** are marks, but for powers and hidden digits (2**3, 138****1234) and the star of a name
    // (***ST).
    void read_stars() {
        std::size_t length = run_of('*');
        if (length == 1 && is_edge_of_emphasis('*')) return skip(1);
        if (length < 2 || length > 3 || in_formula() || between(length, is_ascii_digit))
            return literal(length);
        if (length == 3 && !star_bold_ && source_.substr(at_ + 3, 2) == "ST") length = 2;
        toggle(star_bold_, star_alone_, "**", length);
    }
    void read_bars() {
        const std::size_t length = run_of('_');
        if (length == 1 && is_edge_of_emphasis('_')) return skip(1);
        if (length != 2 || (!bar_bold_ && between(length, is_alphanumeric))) return literal(length);
        toggle(bar_bold_, bar_alone_, "__", length);
    }
    // _2024E_: a cell, or line, that is set in italics as a whole.
    bool is_edge_of_emphasis(char c) const {
        const std::string_view all = source_.substr(begin_);
        if (at_ != begin_ && at_ + 1 != source_.size()) return false;
        return all.size() > 2 && all.front() == c && all.find(c, 1) == all.size() - 1;
    }
    std::size_t run_of(char c) const {
        std::size_t stop = at_;
        while (stop < source_.size() && source_[stop] == c) ++stop;
        return stop - at_;
    }
    bool between(std::size_t length, bool (*is)(char)) const {
        return at_ > begin_ && is(source_[at_ - 1]) && at_ + length < source_.size() &&
               is(source_[at_ + length]);
    }
    // A mark without a partner on its line is dropped too, but makes nothing bold.
    void toggle(bool& bold, bool& alone, std::string_view mark, std::size_t length) {
        if (bold)
            bold = false;
        else if (!alone) {
            alone = source_.find(mark, at_ + length) == source_.npos;
            bold = !alone;
        }
        set_bold();
        at_ += length;
    }
    void set_bold() {
        const bool bold = star_bold_ || bar_bold_ || tag_bold_;
        pending_ = static_cast<std::uint8_t>((pending_ & flag::gap) | (bold ? flag::bold : 0));
    }

    void literal(std::size_t bytes) {
        for (; bytes > 0; --bytes, ++at_) put(byte(at_), at_, 0);
    }
    void skip(std::size_t bytes) { at_ += bytes; }
    void blank(std::size_t bytes) {
        pending_ |= flag::gap;
        at_ += bytes;
    }

    std::string_view source_;
    std::size_t begin_;
    std::size_t at_;
    Atoms& out_;
    std::uint8_t pending_ = 0; ///< flags of the next atom
    bool star_bold_ = false, bar_bold_ = false, tag_bold_ = false;
    bool star_alone_ = false, bar_alone_ = false; ///< no further mark of the kind on the line
    std::uint32_t arguments_ = 0;                 ///< braces opened by commands outside formulas
    std::size_t formula_end_ = 0;
    std::size_t count_ = 0;
    std::array<char32_t, room> cp_;
    std::array<std::uint32_t, room> src_;
    std::array<std::uint8_t, room> flags_;
};

} // namespace

void Atoms::append(const Atoms& from, Range r) {
    if (r.empty()) return;
    cp.append(from.cp, r.begin, r.size());
    src.insert(src.end(), from.src.begin() + r.begin, from.src.begin() + r.end);
    flags.insert(flags.end(), from.flags.begin() + r.begin, from.flags.begin() + r.end);
}

void append_atoms(std::string_view source, std::uint32_t start, std::uint32_t end, Atoms& out) {
    const std::size_t stop = std::min<std::size_t>(end, source.size());
    if (start < stop) AtomReader(source, start, stop, out).run();
}

Atoms atoms_of(std::string_view text) {
    Atoms out;
    append_atoms(text, 0, static_cast<std::uint32_t>(text.size()), out);
    return out;
}

} // namespace yanbao::text
