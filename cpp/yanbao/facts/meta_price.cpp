#include "yanbao/facts/meta_price.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"
#include "yanbao/text/number.hpp"

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

constexpr std::uint32_t scenario_reach = 8;
constexpr std::uint32_t revision_reach = 24;
constexpr std::uint32_t longest_price = 16;     ///< and its currency
constexpr std::uint32_t longest_price_lead = 6; ///< the latest, today's: before a label
constexpr std::uint32_t fewest_digits_of_day = 6;

// Between a label and its number: a colon, "to", "at".
bool is_link(char32_t c) {
    return c == U':' || c == U'|' || c == lexicon::han::to || c == lexicon::han::is ||
           c == lexicon::han::until;
}

bool spans_prices(char32_t c) {
    return c == U'-' || c == U'~' || c == U'\u2013' || c == U'\u2014' || c == lexicon::han::to ||
           c == lexicon::han::until;
}

class PriceReader {
  public:
    PriceReader(const Context& context, std::string_view only, Facts& facts)
        : c_(context), a_(context.document.atoms), only_(only), facts_(facts),
          labels_(context, "price_label"), currencies_(context, "currency_word"),
          from_(context, "revised_from"), to_(context, "revised_to"), actions_(context, "price_action") {}

    void read(Range r, Range next) {
        for (const auto& hit : labels_.in(r)) {
            const auto key = labels_.key(hit);
            const Range below =
                hit.begin <= r.begin + longest_price_lead ? next : Range{}; // of what a line begins with
            if (key == "price" && !facts_.meta.price) take(facts_.meta.price, "price", hit.end, r.end, below);
            if (key == "target" && !facts_.meta.target_price)
                take(facts_.meta.target_price, "target_price", hit.end, r.end, below);
            const bool own_value = hit.end < r.end && a_.cp[hit.end] == U':';
            if (key == "target" && !facts_.meta.target_price && !own_value) take_before({r.begin, hit.begin});
        }
    }

  private:
    void take(std::optional<Measured>& field, std::string_view column, std::uint32_t at, std::uint32_t end,
              Range next) {
        std::string_view currency;
        std::optional<text::Number> number = bracketed(at, end, currency);
        if (!number) at = revised(past_brackets(at, end, currency), end);
        if (!number && at < end) {
            if (column == "target_price" && tell_range(at, end)) return;
            number = number_near(at, end, currency);
        }
        if (at >= end && !next.empty() && !number) {
            std::uint32_t from = next.begin; // RMB 60.5
            if (const auto hit = currencies_.at(from, next.end)) {
                currency = currencies_.key(*hit);
                from = hit->end;
            }
            number = text::number_at(a_, from, next.end);
            if (number && !is_price_alone(number->range, next)) number.reset();
            end = next.end;
        }
        if (number && number->range.end == end && is_rest(next)) {
            add_finding(facts_, c_, "price_unreadable", Severity::warning, "report",
                        "the line ends inside " + c_.document.printed(number->range), number->range);
            return;
        }
        if (!number || number->value <= 0 || is_scenario(number->range.end, end)) return;
        if (currency.empty()) currency = currency_at(number->range.end, end);
        if (!only_.empty() && currency != only_) return;
        field = Measured{number->value, number->half_unit};
        note_field(facts_.meta, column, c_, number->range);
        if (facts_.meta.currency.empty()) facts_.meta.currency = currency;
    }

    // 55-60 yuan, 55 yuan to 60 yuan: no single price is the target.
    bool tell_range(std::uint32_t at, std::uint32_t end) {
        std::string_view ignored;
        if (const auto hit = currencies_.at(at, end)) at = past_brackets(hit->end, end, ignored);
        const auto low = text::number_at(a_, at, end);
        if (!low || text::date_at(a_, at, end)) return false;
        std::uint32_t next = low->range.end;
        if (const auto hit = currencies_.at(next, end)) next = hit->end;
        if (next >= end || !spans_prices(a_.cp[next])) return false;
        ++next;
        if (const auto hit = currencies_.at(next, end)) next = hit->end;
        const auto high = text::number_at(a_, next, end);
        if (!high || high->value <= low->value) return false;
        const Range range{low->range.begin, high->range.end};
        if (!ranged_)
            add_finding(facts_, c_, "target_price_range", Severity::warning, facts_.meta.ticker,
                        "the target price is " + c_.document.printed(range) +
                            ", a range: no single price is given",
                        range);
        ranged_ = true;
        return true;
    }

    // A number, its currency perhaps, and nothing else; six digits and more in one piece are a day.
    bool is_price_alone(Range number, Range line) const {
        if (number.size() >= fewest_digits_of_day &&
            a_.view(number).find_first_of(U".,") == std::u32string_view::npos)
            return false;
        const auto currency = currencies_.at(number.end, line.end);
        return (currency ? currency->end : number.end) == line.end;
    }

    // At a price (157.50 yuan): a number with its currency, and nothing else.
    std::optional<text::Number> bracketed(std::uint32_t at, std::uint32_t end,
                                          std::string_view& currency) const {
        if (at >= end || a_.cp[at] != U'(') return std::nullopt;
        std::string_view said;
        const auto number = number_near(at + 1, end, said);
        if (!number) return std::nullopt;
        std::uint32_t behind = number->range.end;
        if (const auto hit = currencies_.at(behind, end)) said = currencies_.key(*hit), behind = hit->end;
        if (said.empty() || behind >= end || a_.cp[behind] != U')') return std::nullopt;
        currency = said;
        return number;
    }

    // From 10 dollars down to 8: the second is the price.
    std::uint32_t revised(std::uint32_t at, std::uint32_t end) const {
        for (auto by = actions_.at(at, end); by; by = actions_.at(at, end)) at = by->end; // raised
        if (at < end && lexicon::is_digit(a_.cp[at])) {                                   // by 10% to 75.5
            const auto by = text::number_at(a_, at, end);
            if (by && by->range.end < end && a_.cp[by->range.end] == U'%')
                if (const auto to = to_.at(by->range.end + 1, end)) return to->end;
        }
        if (const auto to = to_.at(at, end)) return to->end;
        const auto from = from_.at(at, end);
        if (!from) return at;
        const std::uint32_t reach = std::min(end, from->end + revision_reach);
        for (std::uint32_t i = from->end; i < reach; ++i)
            if (const auto to = to_.at(i, reach)) return past_words(to->end, end);
        return end;
    }
    std::uint32_t past_words(std::uint32_t at, std::uint32_t end) const {
        while (at < end && a_.cp[at] == U':') ++at;
        return at;
    }

    // A 14.0 yuan target price: number and currency end where the label begins.
    void take_before(Range r) {
        const std::uint32_t first = r.end - std::min(r.size(), longest_price);
        for (std::uint32_t at = first; at < r.end; ++at) {
            if (!lexicon::is_digit(a_.cp[at])) continue;
            std::string_view currency;
            const auto number = number_near(at, r.end, currency);
            while (at + 1 < r.end && (lexicon::is_digit(a_.cp[at + 1]) || a_.cp[at + 1] == U'.')) ++at;
            const auto word = number ? currencies_.at(number->range.end, r.end) : std::nullopt;
            if (!word || word->end != r.end || number->value <= 0) continue;
            const std::uint32_t from = number->range.begin;
            const auto other = labels_.in({from - std::min(from - r.begin, longest_price), from});
            if (!other.empty() && other.back().end + 2 >= from) continue; // the price of another label
            if (!only_.empty() && currencies_.key(*word) != only_) continue;
            facts_.meta.target_price = Measured{number->value, number->half_unit};
            note_field(facts_.meta, "target_price", c_, number->range);
            if (facts_.meta.currency.empty()) facts_.meta.currency = currencies_.key(*word);
        }
    }

    // (元), （2024-08-29）, (港元): what stands between a label and its number
    std::uint32_t past_brackets(std::uint32_t at, std::uint32_t end, std::string_view& currency) const {
        while (at < end && a_.cp[at] == U'(') {
            std::uint32_t close = at + 1;
            while (close < end && a_.cp[close] != U')') ++close;
            for (const auto& hit : currencies_.in({at, close})) currency = currencies_.key(hit);
            at = std::min(close + 1, end);
        }
        while (at < end && is_link(a_.cp[at])) ++at;
        return at;
    }

    // Words may stand before the number only where they name its currency.
    std::optional<text::Number> number_near(std::uint32_t at, std::uint32_t end,
                                            std::string_view& currency) const {
        if (const auto hit = currencies_.at(at, end)) {
            currency = currencies_.key(*hit);
            at = past_brackets(hit->end, end, currency);
        }
        if (at >= end || !lexicon::is_digit(a_.cp[at])) return std::nullopt;
        const auto number = text::number_at(a_, at, end);
        if (!number) return std::nullopt;
        const std::uint32_t behind = number->range.end;
        const bool range =
            behind < end && (a_.cp[behind] == U'-' || a_.cp[behind] == U'/' || a_.cp[behind] == U'~' ||
                             a_.cp[behind] == U'%' || a_.cp[behind] == lexicon::han::year);
        return range ? std::nullopt : number; // a range of prices, a date
    }

    // A line that starts with the last digits of a price: "1 yuan".
    bool is_rest(Range next) const {
        std::uint32_t at = next.begin;
        while (at < next.end && at < next.begin + 2 && lexicon::is_digit(a_.cp[at])) ++at;
        return at > next.begin && (at == next.end || currencies_.at(at, next.end).has_value());
    }

    // 82.8 yuan (probability 15%): one of several cases
    bool is_scenario(std::uint32_t at, std::uint32_t end) const {
        for (const auto& hit : labels_.in({at, std::min(end, at + scenario_reach)}))
            if (labels_.key(hit) == "scenario") return true;
        return false;
    }

    std::string_view currency_at(std::uint32_t at, std::uint32_t end) const {
        const auto hit = currencies_.at(at, end);
        return hit ? currencies_.key(*hit) : std::string_view{};
    }

    const Context& c_;
    const text::Atoms& a_;
    std::string_view only_; ///< the currency of the listing meant; empty: any
    Facts& facts_;
    Words labels_, currencies_, from_, to_, actions_;
    bool ranged_ = false;
};

} // namespace

void read_prices(const Context& context, const Cover& cover, std::string_view currency, Facts& facts) {
    PriceReader reader(context, currency, facts);
    const auto& d = context.document;
    for (std::uint32_t i = 0; i < cover.end(); ++i) {
        const Block& block = d.blocks[i];
        if (block.kind == BlockKind::table) {
            for (std::uint32_t r = block.first_row; r < block.first_row + block.row_count; ++r)
                for (std::uint32_t k = 0; k < d.rows[r].cell_count; ++k)
                    reader.read(d.cell(d.rows[r], k), d.cell(d.rows[r], k + 1));
            continue;
        }
        const auto lines = printed_lines(d.atoms, block.atoms);
        for (std::size_t k = 0; k < lines.size(); ++k) {
            const bool last = k + 1 == lines.size();
            const Range next = !last ? lines[k + 1] : i + 1 < cover.end() ? d.blocks[i + 1].atoms : Range{};
            if (!cover.is_reference(lines[k])) reader.read(lines[k], next);
        }
    }
}

} // namespace yanbao::facts
