// What the headers of a column say: metric, year, unit.
#include "yanbao/table/grid.hpp"

#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::table {

namespace {

using layout::Document;
using lexicon::KeyId;
using text::Range;

bool is_opening(char32_t c) { return c == U'(' || c == U'['; }
bool is_closing(char32_t c) { return c == U')' || c == U']'; }
bool parts(char32_t c) { return c == U'/' || c == U'-' || c == U':' || c == U',' || c == U'_' || c == U'.'; }

class HeaderReader {
  public:
    HeaderReader(const Document& document, const lexicon::Lexicon& lexicon)
        : d_(document), lex_(lexicon), metric_(lexicon.common().metric), column_(lexicon.common().column),
          growth_(lexicon.common().growth_word) {}

    ColumnMeaning read(const std::vector<Range>& path) {
        ColumnMeaning m;
        if (over_years(path, m)) return m;
        std::vector<std::u32string> bases;
        for (Range header : path) bases.push_back(base(header, m));
        std::u32string joined;
        for (const auto& b : bases) joined += b;
        bool growth = false;
        for (std::size_t i = bases.size(); i-- > 0 && !m.metric && !m.column;) {
            growth = growth || is(growth_, bases[i]);
            name(m, path[i], bases[i]);
        }
        if (!m.metric) name_exactly(m, joined);
        for (std::size_t i = path.size(); i-- > 0 && !m.metric && !m.column;) {
            name_by_part(m, path[i]);
            growth = growth || (m.metric && growth_ && !d_.hits_in(*growth_, path[i]).empty());
        }
        if (m.metric && growth) to_growth(m);
        if (m.metric && !m.period)
            for (Range header : path) short_year(m, header);
        return m;
    }

  private:
    // A growth over several years is no figure of any of them, whatever metric stands beside it.
    bool over_years(const std::vector<Range>& path, ColumnMeaning& m) const {
        const auto key = column_ ? lex_.find_key(*column_, "compound_growth") : std::nullopt;
        if (!key) return false;
        for (Range header : path)
            for (const auto& hit : d_.hits_in(*column_, header))
                if (hit.key == *key) m.column = key;
        return m.column.has_value();
    }

    bool is(std::optional<lexicon::CategoryId> category, std::u32string_view word) const {
        return category && !word.empty() && lex_.exact(*category, word).has_value();
    }

    void name(ColumnMeaning& m, Range header, const std::u32string& base) const {
        name_exactly(m, d_.view(header));
        if (!m.metric && !m.column) name_exactly(m, base);
    }
    void name_exactly(ColumnMeaning& m, std::u32string_view words) const {
        if (words.empty()) return;
        if (metric_)
            if (const auto key = lex_.exact(*metric_, words)) m.metric = key, m.column.reset();
        if (column_ && !m.metric && !m.column) m.column = lex_.exact(*column_, words);
    }

    // The longest known word inside a header that says more, or is garbled around it.
    void name_by_part(ColumnMeaning& m, Range header) const {
        std::uint32_t longest = 1;
        for (const auto category : {metric_, column_}) {
            if (!category) continue;
            for (const auto& hit : d_.hits_in(*category, header)) {
                if (hit.end - hit.begin <= longest) continue;
                longest = hit.end - hit.begin;
                m.metric = category == metric_ ? std::optional<KeyId>(hit.key) : std::nullopt;
                m.column = category == column_ ? std::optional<KeyId>(hit.key) : std::nullopt;
            }
        }
    }

    // 25PE, PE25: two digits beside a metric and nothing else are its year.
    void short_year(ColumnMeaning& m, Range header) const {
        constexpr std::int32_t first = 15, last = 40;
        if (m.period || header.size() < 4) return;
        for (const bool front : {true, false}) {
            const Range year =
                front ? Range{header.begin, header.begin + 2} : Range{header.end - 2, header.end};
            const Range words = front ? Range{year.end, header.end} : Range{header.begin, year.begin};
            const char32_t tens = d_.atoms.cp[year.begin], ones = d_.atoms.cp[year.begin + 1];
            if (!lexicon::is_digit(tens) || !lexicon::is_digit(ones) || !lex_.exact(*metric_, d_.view(words)))
                continue;
            const auto value = static_cast<std::int32_t>((tens - U'0') * 10 + (ones - U'0'));
            if (value >= first && value <= last) m.period = FiscalPeriod{2000 + value, Basis::unprinted};
            return;
        }
    }

    void to_growth(ColumnMeaning& m) const {
        const std::string& level = lex_.key(*metric_, *m.metric);
        if (level.ends_with("_growth")) return;
        m.metric = lex_.find_key(*metric_, level + "_growth");
    }

    // The header's words without its year and bracketed units, which go into `m`.
    std::u32string base(Range header, ColumnMeaning& m) {
        std::u32string words;
        if (const auto period = text::whole_period(d_.atoms, header)) {
            if (!m.period) m.period = period->period;
            return words;
        }
        bool scaled = false; // a bracket of this header has a scale
        for (std::uint32_t at = header.begin; at < header.end;) {
            if (is_opening(d_.atoms.cp[at])) {
                std::uint32_t close = at + 1;
                while (close < header.end && !is_closing(d_.atoms.cp[close])) ++close;
                bracket({at + 1, close}, m, scaled);
                at = std::min(close + 1, header.end);
                continue;
            }
            if (is_unit_to_the_end(at, header)) {
                bracket({at, header.end}, m, scaled);
                break;
            }
            if (const auto word = metric_ ? lex_.at(*metric_, d_.atoms.cp, d_.atoms.flags, at) : std::nullopt;
                word && word->end <= header.end) { // the E of P/E is no estimate
                words += d_.view({at, word->end});
                at = word->end;
                continue;
            }
            if (const auto day = text::date_at(d_.atoms, at, header.end); day && !is_period(day->range)) {
                at = day->range.end; // the day of a price is no fiscal year
                continue;
            }
            const auto period = text::period_at(d_.atoms, at, header.end);
            const bool own_word = words.empty() || !lexicon::is_digit(words.back());
            if (period && own_word && (period->period.year || words.empty() || parts(words.back()))) {
                if (!m.period) m.period = period->period;
                at = period->range.end;
                continue;
            }
            words += d_.atoms.cp[at++];
        }
        while (!words.empty() && parts(words.back())) words.pop_back();
        const auto first = std::find_if_not(words.begin(), words.end(), parts);
        words.erase(words.begin(), first);
        return words;
    }

    // A unit without brackets stands alone, or behind white space and last.
    bool is_unit_to_the_end(std::uint32_t at, Range header) const {
        if (at > header.begin && !d_.atoms.has(at, text::flag::gap)) return false;
        const auto unit = text::unit_at(d_.atoms, lex_, at, header.end);
        return unit && unit->range.begin == at && unit->range.end == header.end && unit->scale > 0.0;
    }

    bool is_period(Range r) const { return text::whole_period(d_.atoms, r).has_value(); }

    // (100 million yuan)(all in CNY): a currency alone says nothing of the scale printed before it.
    void bracket(Range inside, ColumnMeaning& m, bool& scaled) {
        if (const auto period = text::whole_period(d_.atoms, inside)) {
            if (!m.period) m.period = period->period;
            return;
        }
        double scale = 0.0;
        for (std::uint32_t at = inside.begin; at < inside.end;) {
            const auto unit = text::unit_at(d_.atoms, lex_, at, inside.end);
            if (!unit) {
                ++at;
                continue;
            }
            if (scale == 0.0)
                scale = unit->scale,
                m.dimension = unit->dimension; // several currencies share the first scale
            if (!unit->currency.empty()) m.currencies.push_back(unit->currency);
            at = std::max(unit->range.end, at + 1);
        }
        if (scale > 0.0 && !(scaled && scale == 1.0))
            m.scale = scale, m.has_unit = true, scaled = scale > 1.0;
    }

    const Document& d_;
    const lexicon::Lexicon& lex_;
    std::optional<lexicon::CategoryId> metric_, column_, growth_;
};

} // namespace

ColumnMeaning meaning_of(const Document& document, const lexicon::Lexicon& lexicon,
                         const std::vector<Range>& path) {
    return HeaderReader(document, lexicon).read(path);
}

std::vector<ColumnMeaning> meanings(const Document& document, const lexicon::Lexicon& lexicon,
                                    const Grid& grid) {
    std::vector<ColumnMeaning> all;
    for (const auto& path : grid.headers) all.push_back(meaning_of(document, lexicon, path));
    return all;
}

} // namespace yanbao::table
