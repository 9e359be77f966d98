#include "yanbao/text/period_labels.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/digits.hpp"

#include <string_view>

namespace yanbao::text {

namespace {

constexpr int first_label_year = 1990, last_label_year = 2060;
constexpr int most_months = 12;
constexpr int first_short_label_year = 13; ///< 11/12 may be a month and a year

std::uint32_t word_end(const Atoms& atoms, std::uint32_t at, std::uint32_t end,
                       std::string_view word) noexcept {
    if (end - at < word.size()) return at;
    for (std::uint32_t i = 0; i < word.size(); ++i)
        if (lexicon::lower(atoms.cp[at + i]) != static_cast<unsigned char>(word[i])) return at;
    return at + static_cast<std::uint32_t>(word.size());
}

class LabelReader {
  public:
    LabelReader(const Atoms& atoms, Range r, bool any = false) : a_(atoms), r_(r), at_(r.begin), any_(any) {}

    std::optional<PrintedPeriod> read() {
        bool fiscal = false;
        for (const std::string_view word : {"fye", "fy", "y/e", "ye"})
            if (const std::uint32_t end = word_end(a_, at_, r_.end, word); end > at_ && !fiscal)
                at_ = end, fiscal = true;
        if (const MonthName month = month_name_at(a_, at_, r_.end); month.number != 0) {
            at_ = month.end;
            skip(U"-/'.");
            return year(month.number, true);
        }
        const DigitRun first = digits_at(a_, at_, r_.end, 4);
        if (first.length == 0 || first.length > 4 || first.end >= r_.end) return std::nullopt;
        at_ = first.end;
        if (!skip(U"/") && !(first.length > 2 && skip(U"-"))) return std::nullopt;
        const DigitRun second = digits_at(a_, at_, r_.end, 4);
        if (first.length == 2 && second.length == 2 && second.end < r_.end &&
            a_.cp[second.end] == U'/') { // 31/03/2024A
            at_ = second.end + 1;
            const bool ends_month = first.value >= 28 && first.value <= 31;
            const bool is_month = second.value >= 1 && second.value <= most_months;
            return ends_month && is_month ? year(second.value, false) : std::nullopt;
        }
        if (first.length == 4 && second.length == 2 && second.end < r_.end &&
            (a_.cp[second.end] == U'-' || a_.cp[second.end] == U'/')) { // 2024-03-31A
            const DigitRun day = digits_at(a_, second.end + 1, r_.end, 2);
            const bool is_month = second.value >= 1 && second.value <= most_months;
            return day.length == 2 && day.value >= 28 && day.value <= 31 && is_month
                       ? with_basis(first.value, day.end, second.value, false)
                       : std::nullopt;
        }
        if (first.length == 4 && second.length == 2 && !is_next_year(first, second) && second.value >= 1 &&
            second.value <= most_months) // 2024/12E
            return with_basis(first.value, second.end, second.value, false);
        if (const bool both = (first.length != 3 && second.length == 2) || second.length == 4; !both)
            return std::nullopt;
        if (is_next_year(first, second)) return year(split_year_end, fiscal || first.length == 4);
        const bool is_month = first.length <= 2 && first.value >= 1 && first.value <= most_months;
        return is_month ? year(first.value, fiscal) : std::nullopt;
    }

  private:
    static bool is_next_year(const DigitRun& a, const DigitRun& b) {
        const bool short_ = a.length == 2;
        if (short_ && (b.length != 2 || a.value < first_short_label_year)) return false;
        return (a.value + 1) % 100 == b.value % 100 && (b.length == 2 || b.value == a.value + 1) &&
               (short_ || a.length == 4);
    }

    bool skip(std::u32string_view marks) {
        const bool any = at_ < r_.end && marks.find(a_.cp[at_]) != marks.npos;
        if (any) ++at_;
        return any;
    }

    // The year and its basis, up to the end.  Without a basis, a month and a year may be any day's.
    std::optional<PrintedPeriod> year(int month, bool sure) const {
        const DigitRun run = digits_at(a_, at_, r_.end, 4);
        if (run.length != 2 && run.length != 4) return std::nullopt;
        const int year = run.length == 4 ? run.value : 2000 + run.value;
        if (year < first_label_year || year > last_label_year) return std::nullopt;
        return with_basis(year, run.end, month, sure);
    }

    std::optional<PrintedPeriod> with_basis(int year, std::uint32_t at, int month, bool sure) const {
        if (at < r_.end && a_.cp[at] == lexicon::han::year) ++at;
        Basis basis = Basis::unprinted;
        if (at < r_.end) {
            const bool bracket = a_.cp[at] == U'(';
            at += bracket ? 1 : 0;
            if (at >= r_.end) return std::nullopt;
            const char32_t c = lexicon::lower(a_.cp[at]);
            ++at;
            if (c == U'a')
                basis = Basis::actual;
            else if (c == U'e' || c == U'f')
                basis = Basis::estimate;
            else
                return std::nullopt;
            if (bracket && (at >= r_.end || a_.cp[at] != U')')) return std::nullopt;
            at += bracket ? 1 : 0;
        }
        if (at != r_.end || (basis == Basis::unprinted && !sure && !any_)) return std::nullopt;
        return PrintedPeriod{{year, basis, static_cast<std::int8_t>(month)}, r_};
    }

    const Atoms& a_;
    Range r_;
    std::uint32_t at_;
    bool any_; ///< whether labels without a basis are read that may be something else
};

} // namespace

MonthName month_name_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) noexcept {
    constexpr std::string_view names[] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};
    if (at >= end || !lexicon::is_ascii_letter(atoms.cp[at])) return {0, at};
    const char32_t first = lexicon::lower(atoms.cp[at]);
    const auto letter = [&](std::uint32_t i) {
        return i < end && lexicon::is_ascii_letter(atoms.cp[i]) && !atoms.has(i, flag::gap);
    };
    for (int i = 0; i < most_months; ++i) {
        if (static_cast<unsigned char>(names[i].front()) != first) continue;
        for (const std::string_view name : {names[i], names[i].substr(0, 3)})
            if (const std::uint32_t stop = word_end(atoms, at, end, name); stop > at && !letter(stop))
                return {i + 1, stop};
    }
    return {0, at};
}

std::optional<PrintedPeriod> year_label(const Atoms& atoms, Range r) {
    if (r.size() < 4 || r.size() > 20) return std::nullopt;
    if (!lexicon::is_ascii_letter(atoms.cp[r.begin]) && !lexicon::is_digit(atoms.cp[r.begin]))
        return std::nullopt;
    return LabelReader(atoms, r).read();
}

std::optional<PrintedPeriod> month_and_year(const Atoms& atoms, Range r) {
    if (r.size() < 4 || r.size() > 7 || !lexicon::is_digit(atoms.cp[r.begin])) return std::nullopt;
    auto period = LabelReader(atoms, r, true).read();
    return period && period->period.end_month > 0 ? period : std::nullopt;
}

} // namespace yanbao::text
