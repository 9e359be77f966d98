#include "yanbao/facts/meta_price.hpp"

#include "yanbao/facts/meta_price_change.hpp"
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
constexpr int most_changes = 3;                 ///< of a price, one behind the other
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
          labels_(context, "price_label"), currencies_(context, "currency_word"), to_(context, "revised_to"),
          change_(context) {}

    void read(Range r, Range next) {
        for (const auto& hit : labels_.in(r)) {
            const auto key = labels_.key(hit);
            if (key == "target" && change_.is_of_old({hit.begin, hit.end}, r)) continue;
            const Range below =
                hit.begin <= r.begin + longest_price_lead ? next : Range{}; // of what a line begins with
            if (key == "price" && !facts_.meta.price) take(facts_.meta.price, "price", hit.end, r.end, below);
            if (key == "target" && !facts_.meta.target_price)
                take(facts_.meta.target_price, "target_price", hit.end, r.end, below);
            const bool own_value = hit.end < r.end && a_.cp[hit.end] == U':';
            if (key == "target" && !facts_.meta.target_price && !own_value) take_before({r.begin, hit.begin});
        }
    }

    // A label may have the prices of several columns beside it: the old one and the new one.
    void read_cell(const Block& block, const layout::TableRow& row, std::uint32_t k) {
        const auto& d = c_.document;
        const Range cell = d.cell(row, k), next = d.cell(row, k + 1), other = d.cell(row, k + 2);
        std::string_view ignored;
        const auto of_cell = [&](Range r) {
            return r.empty() ? std::nullopt : number_near(r.begin, r.end, ignored);
        };
        const auto first = of_cell(next), second = of_cell(other);
        const bool several = first && second && first->value != second->value &&
                             is_price_alone(first->range, next) && is_price_alone(second->range, other);
        const auto labels = labels_.in(cell);
        if (!several || facts_.meta.target_price || labels.empty() || labels_.key(labels.back()) != "target")
            return read(cell, next);
        const layout::TableRow& head = d.rows[block.first_row];
        const std::string_view left = change_.version_in(d.cell(head, k + 1)),
                               right = change_.version_in(d.cell(head, k + 2));
        if (left == "new" || right == "old") return read(cell, next);
        if (left == "old" || right == "new") return read(cell, other);
        tell_several({next.begin, other.end});
    }

  private:
    void tell_several(Range range) {
        if (!ranged_)
            add_finding(facts_, c_, "target_price_range", Severity::warning, facts_.meta.ticker,
                        "the target price is " + c_.document.printed(range) +
                            ", a range or several: no single price is given",
                        range);
        ranged_ = true;
    }

    void take(std::optional<Measured>& field, std::string_view column, std::uint32_t at, std::uint32_t end,
              Range next) {
        std::string_view currency;
        std::optional<text::Number> number = bracketed(at, end, currency);
        if (!number) at = change_.begin_of_price(past_brackets(at, end, currency), end);
        if (!number && at < end) {
            if (column == "target_price" && tell_range(at, end)) return;
            number = number_near(at, end, currency);
            if (number && column == "target_price") number = follow_change(*number, end, currency);
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

    // 100 -> 120, 100 raised to 120: the last one is meant; a change to what cannot be read gives none.
    std::optional<text::Number> follow_change(text::Number number, std::uint32_t end,
                                              std::string_view& currency) const {
        for (int changes = 0; changes < most_changes; ++changes) {
            std::uint32_t behind = number.range.end;
            if (const auto hit = currencies_.at(behind, end)) behind = hit->end;
            const auto to = change_.replaced_at(behind, end);
            if (!to) return number;
            const auto next = number_near(change_.past_colon(*to, end), end, currency);
            if (!next) return std::nullopt;
            number = *next;
        }
        return number;
    }

    // 55-60 yuan, 55 yuan to 60 yuan, 55/60, 55 | 60: no single price is the target.
    bool tell_range(std::uint32_t at, std::uint32_t end) {
        std::string_view ignored;
        if (const auto hit = currencies_.at(at, end)) at = past_brackets(hit->end, end, ignored);
        if (at < end && a_.cp[at] == U'$') ++at;
        const auto low = text::number_at(a_, at, end);
        if (!low || text::date_at(a_, at, end)) return false;
        std::uint32_t next = low->range.end;
        if (const auto hit = currencies_.at(next, end)) next = hit->end;
        if (next >= end) return false;
        const auto to = to_.at(next, end);
        const bool spans = spans_prices(a_.cp[next]);
        const bool apart = a_.has(next, text::flag::gap) || a_.cp[next] == U'|' || a_.cp[next] == U'/';
        if (to)
            next = to->end;
        else if (spans || a_.cp[next] == U'|' || a_.cp[next] == U'/')
            ++next;
        if (const auto hit = currencies_.at(next, end)) next = hit->end;
        if (next < end && a_.cp[next] == U'$') ++next;
        const auto high = text::number_at(a_, next, end);
        if (!high || text::date_at(a_, next, end)) return false;
        const bool changed = to && (to->end - to->begin > 1 && !lexicon::is_ascii_letter(a_.cp[to->begin]));
        if (changed || (spans && high->value <= low->value)) return false;
        if (!to && !spans && !(apart && is_price_alone(high->range, {high->range.begin, end}))) return false;
        tell_several({low->range.begin, high->range.end});
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

    // A 14.0 yuan target price: number and currency end where the label begins.
    void take_before(Range r) {
        const std::uint32_t first = r.end - std::min(r.size(), longest_price);
        for (std::uint32_t at = first; at < r.end; ++at) {
            if (!lexicon::is_digit(a_.cp[at])) continue;
            std::string_view currency;
            const auto number = number_near(at, r.end, currency);
            while (at + 1 < r.end && (lexicon::is_digit(a_.cp[at + 1]) || a_.cp[at + 1] == U'.')) ++at;
            if (!number || number->value <= 0) continue;
            std::uint32_t from = number->range.begin;
            auto word = currencies_.at(number->range.end, r.end);
            if (number->range.end == r.end) // HK$14.0 TP
                for (std::uint32_t k = first; k < from && !word; ++k)
                    if (word = currencies_.at(k, from); word && word->end != from) word.reset();
            if (!word || (word->end != r.end && word->end != from)) continue;
            from = std::min(from, word->begin);
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
        if (at + 1 < end && a_.cp[at] == U'$') ++at; // of a currency that the ticker tells
        if (at >= end || !lexicon::is_digit(a_.cp[at])) return std::nullopt;
        const auto number = text::number_at(a_, at, end);
        if (!number) return std::nullopt;
        const std::uint32_t behind = number->range.end;
        const auto next = [&](std::uint32_t by) { return behind + by < end ? a_.cp[behind + by] : U' '; };
        const bool arrow = next(1) == U'>' || (next(1) == U'-' && next(2) == U'>');
        const bool per_share =
            next(0) == U'/' && (lexicon::is_ascii_letter(next(1)) || lexicon::is_cjk(next(1)));
        const bool range = (next(0) == U'-' && !arrow) || (next(0) == U'/' && !per_share) ||
                           next(0) == U'~' || next(0) == U'%' || next(0) == lexicon::han::year;
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
    Words labels_, currencies_, to_;
    PriceChange change_;
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
                    reader.read_cell(block, d.rows[r], k);
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
