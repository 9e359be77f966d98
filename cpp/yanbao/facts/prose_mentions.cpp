#include "yanbao/facts/prose_mentions.hpp"

#include "yanbao/lexicon/characters.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t longest_lead = 8;
constexpr std::uint32_t farthest_subject = 100; ///< before its metric, with years and leads between them
constexpr std::uint32_t longest_name = 16;      ///< of a company
constexpr std::uint32_t longest_item_label = 24, farthest_item_label = 400;
constexpr std::uint32_t longest_bracket = 200; ///< behind a list

bool is_of_business(std::string_view metric) {
    return metric.starts_with("revenue") || metric.ends_with("margin") || metric.starts_with("net_profit") ||
           metric.starts_with("gross_profit") || metric.starts_with("operating_profit") ||
           metric.starts_with("ebit");
}
bool is_of_market(std::string_view metric) {
    return metric == "pe" || metric == "pb" || metric == "ps" || metric == "peg";
}

// What years in a row are written with, between a subject and its metric.
bool is_of_years(char32_t c) {
    return lexicon::is_digit(c) || lexicon::is_ascii_letter(c) || c == U'-' || c == U'/' || c == U'~' ||
           c == lexicon::han::year || c == lexicon::han::fiscal || c == lexicon::han::to ||
           c == lexicon::han::until || c == lexicon::han::enumeration_comma;
}

} // namespace

MetricMentions::MetricMentions(const Context& context, const Facts& facts)
    : c_(context), d_(context.document), metrics_(context, "metric"), growth_(context, "growth_word"),
      forecasts_(context, "profit_forecast"), losses_(context, "loss_metric"),
      whole_(context, "whole_company"), parts_(context, "part_word"), leads_(context, "own_lead"),
      subjects_(context, "own_subject"), comparable_(context, "comparable"),
      previous_(context, "previous_word"), notes_(context, "footnote"), expects_(context, "expects_word"),
      vendors_(context, "consensus_vendor"), subsidiaries_(context, "subsidiary_word"),
      assumptions_(context, "assumption_label"), house_(text::atoms_of(facts.meta.broker).cp),
      name_(text::atoms_of(facts.meta.name).cp), ticker_(facts.meta.ticker), latin_(context, facts) {}

std::vector<Mention> MetricMentions::in(Range s) const {
    std::vector<Mention> named;
    for (const auto& h : metrics_.in(s)) named.push_back({h.begin, h.end, std::string(metrics_.key(h))});
    for (const auto& h : growth_.in(s)) named.push_back({h.begin, h.end, ""});
    for (const auto& h : forecasts_.in(s))
        named.push_back({h.begin, h.end, std::string(forecasts_.key(h)), "broker", false, false, true});
    for (const auto& h : losses_.in(s))
        named.push_back({h.begin, h.end, std::string(losses_.key(h)), "broker", false, false, false, true});
    std::sort(named.begin(), named.end(), [](const Mention& a, const Mention& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    const auto category = c_.lexicon.category("metric");
    const auto peers = comparable_.in(s);
    std::vector<Mention> out;
    std::string level, origin; ///< the latter while the sentence goes on with another's figures
    bool level_of_part = false;
    std::uint32_t end = 0, said_from = s.begin, clause = s.begin, looked = s.begin;
    for (std::size_t k = 0; k < named.size(); ++k) {
        Mention& m = named[k];
        if (m.begin < end) continue; // inside a longer word
        end = m.end;
        for (; looked < m.begin; ++looked)
            if (d_.atoms.cp[looked] == U',' || d_.atoms.cp[looked] == U';') clause = looked + 1;
        const bool growth_alone = m.metric.empty();
        if (growth_alone)
            m.metric = level.empty() ? "" : level + "_growth";
        else if (!m.metric.ends_with("_growth"))
            level = m.metric;
        if (m.metric.empty() || !c_.lexicon.find_key(category, m.metric)) continue;
        m.of_part = growth_alone
                        ? level_of_part
                        : is_of_another(m, clause) || is_of_part(m, clause) || is_in_item(m, s) ||
                              (!peers.empty() && peers.front().begin < m.begin && is_of_market(m.metric));
        std::size_t next = k + 1;
        while (next < named.size() && named[next].begin < m.end) ++next;
        const std::uint32_t stop = next < named.size() ? named[next].begin : s.end;
        m.of_another = latin_.is_of_another({s.begin, m.begin}) || latin_.is_of_another_behind({m.end, stop});
        // assumption 2: a business is mature, sales grow by ...: such labels stand before what is assumed of the parts
        const bool assumed = is_of_business(m.metric) && !is_attributable(m) &&
                             assumptions_.any_in({s.begin, m.begin}) && parts_.any_in({s.begin, m.begin});
        m.of_part = m.of_part || m.of_another || assumed;
        // a part stays the subject until the company is named again
        const bool goes_on = level_of_part && !subjects_.any_in({said_from, m.begin}) && !m.of_part;
        if (!growth_alone && goes_on && is_of_business(m.metric) && !is_attributable(m)) m.of_part = true;
        if (!growth_alone) level_of_part = m.of_part;
        tell(m, {said_from, m.begin});
        if (m.origin != "broker")
            origin = m.origin;
        else if (!origin.empty() && !is_own_again({said_from, m.begin}))
            m.origin = origin;
        else
            origin.clear();
        said_from = m.end;
        out.push_back(std::move(m));
    }
    return out;
}

bool MetricMentions::is_of_another(const Mention& m, std::uint32_t clause) const {
    const auto held = subsidiaries_.in({clause, m.begin});
    if (!held.empty() && !is_attributable(m)) {
        const Range behind{held.back().end, m.begin};
        const auto owns = subjects_.in(behind);
        const bool own = whole_.any_in(behind) || std::any_of(owns.begin(), owns.end(), [&](const auto& hit) {
                             return subjects_.key(hit) == "broker";
                         });
        if (!own) return true;
    }
    const std::uint32_t first = m.begin - std::min(m.begin - clause, farthest_subject);
    std::uint32_t at = m.begin;
    for (std::uint32_t before = 0; at != before && at > first;) {
        before = at;
        while (at > first && is_of_years(d_.atoms.cp[at - 1])) --at;
        at = begin_of(expects_, begin_of(leads_, at, first), first);
    }
    const Range words{at - std::min(at - first, longest_name), at};
    const auto tail = c_.securities.longest_tail(d_.view(words));
    if (tail.length < 2) return false;
    const auto own = parse_ticker(ticker_);
    const auto name = d_.view({at - static_cast<std::uint32_t>(tail.length), at});
    return name != name_ && name != house_ && // a house that speaks of itself
           std::none_of(tail.securities.begin(), tail.securities.end(), [&](const names::Security* s) {
               return (own && same_security(s->ticker, *own)) || text::atoms_of(s->name).cp == name_;
           });
}

// A part's name before it in its clause, behind the company's; or, for sales and margins, any word that is not known to stand
// before the company's own.
bool MetricMentions::is_of_part(const Mention& m, std::uint32_t clause) const {
    if (!is_of_business(m.metric)) return false;
    const auto parts = parts_.in({clause, m.begin}), owns = subjects_.in({clause, m.begin});
    const std::uint32_t part = parts.empty() ? 0 : parts.back().end, own = owns.empty() ? 0 : owns.back().end;
    if (part > own) return true;
    // ... business is expected to ...: who expects is not the subject
    if (!parts.empty() && !owns.empty() && owns.back().begin == part && expects_.at(part, m.begin))
        return true;
    if (is_attributable(m)) return false;
    // back over what may stand between a subject and its metric
    const std::uint32_t first = m.begin - std::min(m.begin - clause, farthest_subject);
    for (std::uint32_t at = m.begin; at > first;) {
        const std::uint32_t before = at;
        while (at > first && is_of_years(d_.atoms.cp[at - 1])) --at;
        at = begin_of(leads_, at, clause);
        if (at < before) continue;
        if (!lexicon::is_cjk(d_.atoms.cp[at - 1]) || begin_of(subjects_, at, clause) < at ||
            begin_of(metrics_, at, clause) < at || begin_of(growth_, at, clause) < at)
            return false;
        return name_.size() < 2 || !d_.atoms.view({clause, at}).ends_with(name_);
    }
    return false;
}

// We, the house, or a word of expecting: the figures that follow are the report's own again.
bool MetricMentions::is_own_again(Range r) const {
    const auto own = subjects_.in(r);
    return expects_.any_in(r) || std::any_of(own.begin(), own.end(),
                                             [&](const auto& hit) { return subjects_.key(hit) == "broker"; });
}

// What belongs to shareholders is the company's, whatever was spoken of before.
bool MetricMentions::is_attributable(const Mention& m) const {
    return !d_.hits_in(c_.lexicon.category("attributable"), {m.begin, m.end}).empty();
}

bool MetricMentions::is_in_item(const Mention& m, Range s) const {
    if (!is_of_business(m.metric)) return false;
    const auto& cp = d_.atoms.cp;
    std::uint32_t colon = m.begin;
    const std::uint32_t reach = std::max(s.begin, m.begin - std::min(m.begin, farthest_item_label));
    while (colon > reach && cp[colon] != U':') --colon;
    if (cp[colon] != U':' || whole_.any_in({colon, m.begin})) return false;
    const std::uint32_t first = colon - std::min(colon - s.begin, longest_item_label);
    for (std::uint32_t at = colon; at-- > first;) {
        if (cp[at] == U',' || cp[at] == U';') return false;
        const bool circled = cp[at] >= U'\u2460' && cp[at] <= U'\u2473';
        const bool numbered = cp[at] == U')' && at > s.begin && lexicon::is_digit(cp[at - 1]);
        if (!circled && !numbered) continue;
        const Range label{at + 1, colon};
        return !label.empty() && !whole_.any_in(label) && !subjects_.any_in(label) &&
               !forecasts_.any_in(label) && metrics_.in(label).empty();
    }
    return false;
}

// Where a word that ends at `at` begins; `at` where none does.
std::uint32_t MetricMentions::begin_of(const Words& words, std::uint32_t at, std::uint32_t begin) const {
    for (std::uint32_t from = at - std::min(at - begin, longest_lead); from < at; ++from)
        if (const auto hit = words.at(from, at); hit && hit->end == at) return from;
    return at;
}

std::string MetricMentions::consensus_in(Range r) const {
    std::uint32_t said = 0, own = 0;
    for (const auto& hit : notes_.in(r))
        if (notes_.key(hit) == "consensus") said = hit.end;
    if (said == 0) return {};
    for (const auto& hit : subjects_.in(r))
        if (subjects_.key(hit) == "broker") own = hit.end;
    if (own > said) return {};
    const auto vendor = vendors_.in(r);
    return "consensus:" +
           (vendor.empty() ? std::string("unnamed") : std::string(vendors_.key(vendor.back())));
}

std::string MetricMentions::origin_behind(std::uint32_t at, std::uint32_t end) const {
    if (at >= end || d_.atoms.cp[at] != U'(') return {};
    const std::uint32_t reach = std::min(end - at, longest_bracket) + at;
    std::uint32_t close = at;
    while (close < reach && d_.atoms.cp[close] != U')') ++close;
    return consensus_in({at, close});
}

// By the words since the metric before it; those in a bracket that is closed by then are of something else.
void MetricMentions::tell(Mention& m, Range before) const {
    Range said = before;
    for (std::uint32_t at = before.begin; at < before.end; ++at)
        if (d_.atoms.cp[at] == U')') said.begin = at + 1;
    if (const std::string origin = consensus_in(said); !origin.empty()) m.origin = origin;
    for (std::uint32_t at = said.begin; at < said.end; ++at)
        if (d_.atoms.cp[at] == U',' || d_.atoms.cp[at] == U';') said.begin = at + 1;
    for (const auto& hit : previous_.in(said)) m.previous = previous_.key(hit) == "previous";
}

} // namespace yanbao::facts
