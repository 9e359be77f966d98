#include "yanbao/base/ascii.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/names/ocr.hpp"
#include "yanbao/names/securities.hpp"

#include <algorithm>
#include <array>

namespace yanbao::names {

namespace {

using Found = std::vector<const Security*>;

constexpr std::size_t longest_printed = 32;
constexpr std::size_t readings_tried = 32;
constexpr auto suffixes =
    std::to_array<std::string_view>({"SH", "SZ", "SS", "BJ", "HK", "O", "OQ", "N", "A", "US", "UN", "UW"});

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); }

// The printed code and suffix, in capitals; what a scanner makes of the point between them is a point again.
struct Printed {
    std::string code, suffix;
    bool point_mended = false;

    std::string text() const { return suffix.empty() ? code : code + "." + suffix; }
};

std::optional<Printed> split(std::u32string_view printed) {
    if (printed.size() > longest_printed) return std::nullopt;
    Printed out;
    std::string text;
    for (char32_t c : printed) {
        const bool like_point = c == U',' || c == 0x3002 || c == 0xB7 || c == 0x3001;
        if (c >= 0x80 && !like_point) return std::nullopt;
        out.point_mended |= like_point;
        c = like_point ? U'.' : c;
        text += static_cast<char>(c >= U'a' && c <= U'z' ? c - 32 : c);
    }
    const auto first = std::find_if(text.begin(), text.end(), is_alnum);
    const auto last = std::find_if(text.rbegin(), std::make_reverse_iterator(first), is_alnum).base();
    text = std::string(first, last); // brackets and footnote marks around it
    if (text.empty()) return std::nullopt;
    const std::size_t dot = text.rfind('.');
    out.code = text.substr(0, dot);
    if (dot != text.npos) out.suffix = text.substr(dot + 1);
    const std::size_t digits =
        static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_ascii_digit) - text.begin());
    if (dot == text.npos && digits >= 4 && text.size() == digits + 2) { // 600570SH
        out.code = text.substr(0, digits);
        out.suffix = text.substr(digits);
    }
    return out;
}

// A ticker that the printed characters could stand for, and how many of them would be wrong.
struct Candidate {
    Ticker ticker;
    int wrong = 0;
};

// Suffixes that the printed one could stand for.
std::vector<std::pair<std::string_view, int>> suffixes_for(std::string_view seen) {
    std::vector<std::pair<std::string_view, int>> out;
    const std::vector<std::string> readings = ocr::as_letters(seen, readings_tried);
    for (std::string_view s : suffixes) {
        const auto wrong = ocr::wrong_characters(seen, s);
        const bool looks = std::find(readings.begin(), readings.end(), s) != readings.end();
        const bool round = seen.size() == 1 && s == "O" && (seen == "Q" || seen == "D" || seen == "C");
        const bool one_letter = seen.size() == 2 && s.size() == 2 && wrong == 1;
        if (seen == s || looks || round || one_letter) out.emplace_back(s, wrong.value_or(1));
    }
    return out;
}

int differences(std::string_view a, std::string_view b) { return ocr::wrong_characters(a, b).value_or(99); }

std::vector<Candidate> look_alikes(const Printed& p) {
    std::vector<Candidate> out;
    const auto add = [&](const std::string& code, std::string_view suffix, int wrong) {
        const auto t = parse_ticker(code + "." + std::string(suffix));
        if (!t) return;
        if (const auto board = a_share_exchange(t->code); !board.empty() && board != t->exchange) return;
        out.push_back({*t, wrong + differences(p.code, code)});
    };
    const auto digits = ocr::as_digits(p.code);
    const auto letters = ocr::as_letters(p.code, readings_tried);
    for (auto [suffix, wrong] : suffixes_for(p.suffix)) {
        if (digits) add(*digits, suffix, wrong);
        for (const std::string& l : letters) add(l, suffix, wrong);
    }
    return out;
}

// The candidate with the fewest wrong characters where no other has as few.
std::optional<Ticker> best(const std::vector<Candidate>& candidates) {
    const auto fewer = [](const Candidate& a, const Candidate& b) { return a.wrong < b.wrong; };
    const auto first = std::min_element(candidates.begin(), candidates.end(), fewer);
    if (first == candidates.end()) return std::nullopt;
    for (const Candidate& c : candidates)
        if (c.wrong == first->wrong && !same_security(c.ticker, first->ticker)) return std::nullopt;
    return first->ticker;
}

// A zero and an O differ by form alone: an American code has no digit, the others no letter.  Any other
// likeness of letters is too weak for a code of two or three letters, which is likely to be somebody's.
bool sure_by_form(const Printed& p, const Ticker& t) {
    if (!is_american(t)) return true;
    return std::all_of(p.code.begin(), p.code.end(), [](char c) { return !is_ascii_digit(c) || c == '0'; });
}

bool among(const Found& found, const Ticker& t) {
    return std::any_of(found.begin(), found.end(),
                       [&](const Security* s) { return same_security(s->ticker, t); });
}

// The named company's own code where the printed one has a letter or two wrong.
std::optional<Ticker> named_with_wrong_letters(const Printed& p, const Found& named) {
    const auto readable = suffixes_for(p.suffix);
    std::vector<Candidate> close;
    for (const Security* s : named) {
        const auto fits = [&](const auto& r) {
            const auto t = Ticker{s->ticker.code, std::string(r.first)};
            return r.first == s->ticker.exchange || (is_american(t) && is_american(s->ticker));
        };
        const auto suffix = std::find_if(readable.begin(), readable.end(), fits);
        if (suffix == readable.end() && !readable.empty()) continue;
        const int wrong = differences(p.code, s->ticker.code);
        if (wrong > (s->ticker.code.size() <= 3 ? 1 : 2)) continue;
        Ticker t = s->ticker;
        if (suffix != readable.end() && is_american(t))
            t = parse_ticker(t.code + "." + std::string(suffix->first)).value_or(t);
        close.push_back({std::move(t), wrong});
    }
    return best(close);
}

} // namespace

TickerReading read_ticker(std::u32string_view printed, std::u32string_view name, const Securities& securities,
                          std::optional<Date> on) {
    const auto split_text = split(printed);
    if (!split_text) return {};
    const Printed& p = *split_text;
    if (auto t = parse_ticker(p.text())) {
        // BRK.A is a class of shares, not BRK on the exchange A
        const Security* whole =
            is_american(*t) && !securities.by_ticker(*t) ? securities.by_code(p.text()) : nullptr;
        if (whole) return {whole->ticker, p.point_mended};
        // of an American exchange that is not printed: the one that lists it
        const Security* listed = t->exchange == "US" ? securities.by_code(t->code) : nullptr;
        return {listed && is_american(listed->ticker) ? listed->ticker : *t, p.point_mended};
    }
    const Found named = name.empty() ? Found{} : securities.by_name(name, on);
    if (p.suffix.empty()) {
        const std::string padded = p.code.size() < 4 && ocr::as_digits(p.code) == p.code
                                       ? std::string(4 - p.code.size(), '0') + p.code
                                       : p.code;
        for (const Security* s : named)
            if (s->ticker.code == padded) return {s->ticker, false};
        if (const auto t = named_with_wrong_letters(p, named)) return {t, true};
        const Security* listed = securities.by_code(p.code);
        if (listed && is_american(listed->ticker) && named.empty()) return {listed->ticker, false}; // MSFT
        return {};
    }
    std::vector<Candidate> known, known_and_named;
    for (Candidate& c : look_alikes(p)) {
        const Security* s = securities.by_ticker(c.ticker);
        if (!s || (on && s->listed && *s->listed > *on)) continue;
        if (among(named, c.ticker)) known_and_named.push_back(c);
        if (sure_by_form(p, c.ticker)) known.push_back(std::move(c));
    }
    if (auto t = best(known_and_named)) return {t, true};
    // letters before a zero: no exchange is called 0, so the form alone says O, whoever the company is
    if (p.suffix == "0")
        if (auto t = parse_ticker(p.code + ".O")) return {t, true};
    if (auto t = named_with_wrong_letters(p, named)) return {t, true};
    // somebody else's name beside it: a doubt that the list cannot settle
    if (named.empty())
        if (auto t = best(known)) return {t, true};
    return {};
}

} // namespace yanbao::names
