#include "yanbao/facts/meta_price.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/number.hpp"

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

constexpr std::uint32_t scenario_reach = 8;

// Between a label and its number: a colon, "to", "at".
bool is_link(char32_t c) {
    return c == U':' || c == U'|' || c == lexicon::han::to || c == lexicon::han::is ||
           c == lexicon::han::until;
}

class PriceReader {
  public:
    PriceReader(const Context& context, std::string_view only, Facts& facts)
        : c_(context), a_(context.document.atoms), only_(only), facts_(facts),
          labels_(context, "price_label"), currencies_(context, "currency_word") {}

    void read(Range r, Range next) {
        for (const auto& hit : labels_.in(r)) {
            const auto key = labels_.key(hit);
            if (key == "price" && !facts_.meta.price) take(facts_.meta.price, "price", hit.end, r.end, next);
            if (key == "target" && !facts_.meta.target_price)
                take(facts_.meta.target_price, "target_price", hit.end, r.end, next);
        }
    }

  private:
    void take(std::optional<Measured>& field, std::string_view column, std::uint32_t at, std::uint32_t end,
              Range next) {
        std::string_view currency;
        at = past_brackets(at, end, currency);
        std::optional<text::Number> number = at < end ? number_near(at, end, currency) : std::nullopt;
        if (at >= end && !next.empty() && !number) {
            std::uint32_t from = next.begin; // RMB 60.5
            if (const auto hit = currencies_.at(from, next.end)) {
                currency = currencies_.key(*hit);
                from = hit->end;
            }
            number = text::number_at(a_, from, next.end);
            if (number && number->range.end != next.end) number.reset(); // a number and nothing else
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
    Words labels_, currencies_;
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
