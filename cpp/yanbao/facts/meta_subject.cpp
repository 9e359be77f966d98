#include "yanbao/facts/meta_subject.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t longest_subject_code = 12;
constexpr std::uint32_t longest_subject_name = 24;
constexpr std::uint32_t longest_latin_name = 40;
constexpr int most_words_of_name = 5;

bool is_subject_character(char32_t c) {
    return lexicon::is_cjk(c) || lexicon::is_ascii_letter(c) || lexicon::is_digit(c) || c == U'-' ||
           c == U'*' || c == U'&' || c == U'.';
}

// (600570.SH), [600570.SH], and the thick brackets of Chinese
bool opens_code(char32_t c) { return c == U'(' || c == U'[' || c == U'\u3010'; }
bool closes_code(char32_t c) { return c == U')' || c == U']' || c == U'\u3011'; }

class SubjectReader {
  public:
    SubjectReader(const Context& context, Range r) : c_(context), a_(context.document.atoms), r_(r) {}

    std::optional<Subject> run() const {
        for (std::uint32_t i = r_.begin + 1; i < r_.end; ++i) {
            if (!opens_code(a_.cp[i])) continue;
            if (auto subject = bracketed(i)) return subject;
        }
        return std::nullopt;
    }

  private:
    // The bracket may have lost its other half.
    std::optional<Subject> bracketed(std::uint32_t open) const {
        const std::uint32_t last = std::min(r_.end, open + 1 + 3 * longest_subject_code);
        std::uint32_t close = open + 1;
        while (close < last && !closes_code(a_.cp[close]) && !lexicon::is_cjk(a_.cp[close])) ++close;
        std::optional<Subject> first;
        for (std::uint32_t at = open + 1; at < close;) {
            const Range code = code_at(at, close);
            const bool next_code =
                code.end < close && a_.has(code.end, text::flag::gap) && lexicon::is_digit(a_.cp[code.end]);
            at = code.end + (next_code ? 0 : 1);
            auto subject = subject_of(open, code);
            if (!subject) {
                if (!first) return std::nullopt;
                break;
            }
            subject->end = close < r_.end && closes_code(a_.cp[close]) ? close + 1 : close;
            if (!first) {
                first = std::move(subject);
            } else if (subject->ticker !=
                       first->ticker) { // the figures are the mainland listing's, where there is one
                const bool swap = is_mainland(subject->ticker) && !is_mainland(first->ticker);
                if (swap) std::swap(*subject, *first);
                first->other_ticker = subject->ticker;
                break;
            }
        }
        return first;
    }

    // Up to what parts two codes: a slash, a comma, white space behind a code with its exchange.
    Range code_at(std::uint32_t begin, std::uint32_t close) const {
        std::uint32_t end = begin;
        bool point = false;
        for (; end < close; ++end) {
            const char32_t c = a_.cp[end];
            if (c == U'/' || c == U',' || c == U'\u3001' || (point && a_.has(end, text::flag::gap))) break;
            point = point || c == U'.';
        }
        return {begin, end};
    }

    std::optional<Subject> subject_of(std::uint32_t open, Range code) const {
        if (code.empty() || code.size() > longest_subject_code) return std::nullopt;
        const auto ticker = parse_ticker(folded(code));
        if (!ticker) return std::nullopt;
        const names::Security* security = c_.securities.by_ticker(*ticker);
        if (!security && ticker->exchange.empty()) security = c_.securities.by_code(ticker->code);
        const Range name = name_before(open, security);
        if (name.empty()) return std::nullopt;
        Subject subject{name, code, code.end, ticker->text(), {}, {}};
        if (security) {
            if (!is_american(*ticker) || ticker->exchange == "US")
                subject.ticker = security->ticker.text(); // an exchange that is printed is not known better
            subject.listed_name = security->name;
        }
        return subject;
    }

    // Half-width, white space kept: 981 HK.
    std::string folded(Range r) const {
        std::string out;
        for (std::uint32_t i = r.begin; i < r.end; ++i) {
            if (i > r.begin && a_.has(i, text::flag::gap)) out += ' ';
            lexicon::encode(a_.cp[i], out);
        }
        return out;
    }

    // The listed name, where it is printed before the bracket; else the last word.
    Range name_before(std::uint32_t open, const names::Security* security) const {
        const std::uint32_t first = open - std::min(open - r_.begin, longest_subject_name);
        if (security) {
            const auto tail = c_.securities.longest_tail(a_.view({first, open}));
            const auto& found = tail.securities;
            if (tail.length > 0 && std::find(found.begin(), found.end(), security) != found.end())
                return {open - static_cast<std::uint32_t>(tail.length), open};
        }
        std::uint32_t begin = open;
        while (begin > first && is_subject_character(a_.cp[begin - 1])) {
            --begin;
            if (a_.has(begin, text::flag::gap) && open - begin >= 2) break;
        }
        begin = latin_name(begin, open);
        while (begin < open && (a_.cp[begin] == U'-' || a_.cp[begin] == U'.')) ++begin;
        return {begin, open};
    }

    // A name in Latin letters is several words: Apple Inc., Bank of China (Hong Kong) apart.
    std::uint32_t latin_name(std::uint32_t begin, std::uint32_t open) const {
        const auto is_latin = [&](std::uint32_t at) {
            const char32_t c = a_.cp[at];
            return lexicon::is_ascii_letter(c) || lexicon::is_digit(c) || c == U'&' || c == U'.' ||
                   c == U'-' || c == U'\'';
        };
        if (begin >= open || !lexicon::is_ascii_letter(a_.cp[begin])) return begin;
        for (int words = 1; words < most_words_of_name; ++words) {
            std::uint32_t at = begin;
            if (at == r_.begin || !a_.has(at, text::flag::gap) || open - at > longest_latin_name) break;
            while (at > r_.begin && is_latin(at - 1) && (at == begin || !a_.has(at, text::flag::gap))) --at;
            if (at == begin || !lexicon::is_ascii_letter(a_.cp[at])) break;
            begin = at;
        }
        return begin;
    }

    const Context& c_;
    const text::Atoms& a_;
    Range r_;
};

} // namespace

bool is_mainland(std::string_view ticker) noexcept {
    return ticker.ends_with(".SH") || ticker.ends_with(".SZ") || ticker.ends_with(".BJ");
}

std::optional<Subject> subject_in(const Context& context, Range r) { return SubjectReader(context, r).run(); }

} // namespace yanbao::facts
