#include "yanbao/facts/theme_labels.hpp"

#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t longest_label_of_item = 80;
constexpr std::uint32_t longest_label = 24;
constexpr std::uint32_t longest_label_rest = 12;
constexpr std::uint32_t longest_clause_theme = 20;
constexpr std::uint32_t longest_bare_heading = 16;
constexpr char32_t label_opening = U'\u3010', label_closing = U'\u3011';
constexpr std::u32string_view titles = U"\u300A\u300B";
constexpr std::u32string_view label_ornaments = U"*~#\"'\u3001";

} // namespace

bool LabelReader::is_section(Range r) const {
    return w_.section.is_whole(a_, r) || w_.section_ending.at_back(a_, r) > 0;
}

bool LabelReader::names_company(Range r) const {
    if (r == asked_) return names_company_;
    asked_ = r;
    Market market = Market::unsaid;
    const std::vector<Chunk> chunks = chunks_of(a_, r);
    names_company_ = std::any_of(chunks.begin(), chunks.end(),
                                 [&](const Chunk& chunk) { return companies_.names_company(chunk, market); });
    return names_company_;
}

// A short text that is a theme: no part of the report, no company, no sentence on trading.  The list behind a label
// vouches for its words, a role word there even for a sentence on trading.
Range LabelReader::named(Range r, Vouched by) const {
    r = text::unquoted(a_, text::trimmed(a_, r, label_ornaments));
    if (r.empty() || is_section(r) || w_.filler_front.is_whole(a_, r) || w_.is_market(a_, r)) return {};
    if (const auto day = text::date_at(a_, r.begin, r.end); day && day->range == r) return {};
    if (by != Vouched::list && names_company(r)) return {};
    if (by == Vouched::nobody && w_.not_list.is_in(d_, r)) return {};
    // a list under a role word may have the name of a company for its theme
    if (by == Vouched::names && w_.trading.is_in(d_, r)) return {};
    const auto v = a_.view(r);
    const bool words = std::any_of(
        v.begin(), v.end(), [](char32_t c) { return lexicon::is_cjk(c) || lexicon::is_ascii_letter(c); });
    return words && v.find_first_of(titles) == v.npos ? r : Range{};
}

Range LabelReader::unframed(Range r, bool& framed) const {
    const Range whole = r;
    framed = false;
    if (const std::uint32_t n = w_.frame_tail.at_back(a_, r)) {
        r.end -= n;
        framed = true;
        if (const std::uint32_t m = w_.frame_head.at_front(a_, r)) r.begin += m;
    }
    return r.empty() ? whole : r;
}

std::uint32_t LabelReader::bracket_label(Range r, Range& inner) const {
    if (r.empty() || a_.cp[r.begin] != label_opening) return r.begin;
    const auto close = a_.view(r).substr(0, longest_label + 2).find(label_closing);
    if (close == std::u32string_view::npos) return r.begin;
    inner = {r.begin + 1, r.begin + static_cast<std::uint32_t>(close)};
    std::uint32_t end = inner.end + 1;
    while (end < r.end && (a_.cp[end] == U':' || a_.cp[end] == U',')) ++end;
    return end;
}

Label LabelReader::of_item(Range r, const std::function<bool(std::uint32_t)>& breaks) const {
    Label label;
    label.end = r.begin;
    Range inner;
    if (const std::uint32_t end = bracket_label(r, inner); end > r.begin)
        return {.theme = named(inner), .end = end, .stop = Stop::colon};
    std::uint32_t at = r.begin;
    std::optional<Stop> stop;
    while (at < r.end && !(stop = stop_at(a_, at, r.end))) {
        const std::uint32_t behind = behind_bracket(a_, at, r.end);
        at = behind > at ? behind : at + 1;
        if (at - r.begin > longest_label_of_item) return label;
        if (at < r.end && breaks(at)) break;
    }
    const Range words{r.begin, at};
    for (const RoleWord& role : w_.roles(d_, words)) {
        const Range after = w_.lead.without_front(a_, {role.range.end, words.end});
        if (!after.empty() && !read_list(a_, w_, companies_, after, false).names_companies()) continue;
        label.theme = named(w_.filler_back.without_back(a_, {words.begin, role.range.begin}),
                            after.empty() ? Vouched::nobody : Vouched::role);
        if (!label.theme.empty()) label.end = role.range.begin;
        label.direct = true;
        return label;
    }
    const std::uint32_t behind = stop ? at + 1 : at;
    if (stop == Stop::colon) // ports that we recommend: A, B
        if (const auto roles = w_.roles(d_, words);
            roles.size() == 1 && !roles.front().behind && roles.front().range.begin == words.begin) {
            const Range kind = w_.lead.without_front(a_, {roles.front().range.end, words.end});
            if (voucher({behind, r.end}) == Vouched::names && !named(kind).empty())
                return {.theme = named(kind),
                        .end = behind,
                        .stop = *stop,
                        .direct = true,
                        .role = roles.front()};
        }
    const bool company = names_company(words);
    Vouched by = stop == Stop::colon || !company ? voucher({behind, r.end}) : Vouched::nobody;
    if (behind < r.end && breaks(behind)) by = Vouched::nobody; // the next item
    if (company && by == Vouched::names && read_list(a_, w_, companies_, {behind, r.end}, false).known() > 1)
        by = Vouched::list;
    if (company && by != Vouched::list) return label;
    // banks (A, B): the theme stands before its list in brackets
    const bool closed = by == Vouched::nobody || by == Vouched::names;
    if (stop != Stop::colon && closed && read_list(a_, w_, companies_, words, false).has_group())
        return label;
    label.end = behind;
    label.theme = named(words, by);
    label.direct = !label.theme.empty() && by != Vouched::nobody;
    label.stop = stop.value_or(Stop::end);
    return label;
}

// Whether a label says no more than a role (stocks to gain), or what is to gain and how (high growth stocks).
bool LabelReader::announces(Range words) const {
    for (const RoleWord& role : w_.roles(d_, words)) {
        Range head = w_.filler_front.without_front(a_, {words.begin, role.range.begin});
        head = w_.field.without_back(a_, w_.lead.without_front(a_, head));
        const bool ends = role.range.end == words.end;
        const bool names = role.is_listed() ? ends : role.key == "beneficiary" && !ends;
        if (!names || head.size() < 2 || w_.field.at_back(a_, words) == 0) return true;
    }
    return false;
}

Label LabelReader::of_paragraph(Range r, bool line) const {
    Label label;
    label.end = r.begin;
    Range inner;
    if (const std::uint32_t end = bracket_label(r, inner); end > r.begin) {
        if (const RoleWord role = whole_role(inner); !role.key.empty())
            return {.end = end, .stop = Stop::colon, .bracketed = true, .role = role};
        return {.theme = named(inner),
                .end = end,
                .stop = Stop::colon,
                .section = is_section(inner),
                .bracketed = true,
                .direct = begins_list({end, r.end})};
    }
    std::uint32_t at = r.begin;
    const std::uint32_t last = std::min(r.end, r.begin + longest_label + 1);
    std::optional<Stop> stop;
    while (at < last && !(stop = stop_at(a_, at, r.end))) {
        const std::uint32_t behind = behind_bracket(a_, at, last);
        at = behind > at ? behind : at + 1;
    }
    const Range words = text::trimmed(a_, {r.begin, at}, label_ornaments);
    const bool section = is_section(words) && !w_.has_role(d_, words) &&
                         (at == r.end || stop == Stop::colon || stop == Stop::full);
    if (section) return {.end = stop ? at + 1 : at, .stop = Stop::colon, .section = true};
    if (stop != Stop::colon || (line ? announces(words) : w_.has_role(d_, words))) return label;
    bool framed = false;
    const Vouched by = voucher({at + 1, r.end});
    label.theme = named(unframed(words, framed), by);
    label.framed = framed;
    if (label.theme.empty()) return label;
    label.end = at + 1;
    label.direct = by != Vouched::nobody;
    return label;
}

Label LabelReader::rest_of(Range r) const {
    const Label none{.end = r.begin};
    std::uint32_t at = r.begin;
    std::optional<Stop> stop;
    while (at < r.end && at - r.begin <= longest_label_rest && !(stop = stop_at(a_, at, r.end))) ++at;
    const Range words = text::trimmed(a_, {r.begin, at}, label_ornaments);
    if ((stop != Stop::comma && stop != Stop::colon) || words.empty() || w_.has_role(d_, words)) return none;
    return begins_list({at + 1, r.end}) ? Label{.theme = words, .end = at + 1, .stop = *stop} : none;
}

// Advice by name, or a heading that ends with the word of a list: fields that we like and related companies.
bool LabelReader::is_advice(Range r) const {
    r = text::trimmed(a_, r, U":*#");
    if (w_.advice.is_whole(a_, r)) return true;
    const auto roles = w_.roles(d_, r);
    return !roles.empty() && roles.back().range.end == r.end;
}

// A role word, or a company, stands at the front of what follows a label.
LabelReader::Vouched LabelReader::voucher(Range r) const {
    Range next{r.begin, r.begin};
    while (next.end < r.end && !stop_at(a_, next.end, r.end)) {
        const std::uint32_t behind = behind_bracket(a_, next.end, r.end);
        next.end = behind > next.end ? behind : next.end + 1;
    }
    const auto roles = w_.roles(d_, next);
    if (!roles.empty() && w_.filler_back.without_back(a_, {next.begin, roles.front().range.begin}).empty()) {
        const Range names{roles.front().range.end, roles.size() > 1 ? roles[1].range.begin : next.end};
        return read_list(a_, w_, companies_, names, false).known() > 0 ? Vouched::list : Vouched::role;
    }
    return may_begin_list(a_, w_, companies_, next) ? Vouched::names : Vouched::nobody;
}

// Also the name of a part of the report: what follows it begins a sentence.
Label LabelReader::of_sentence(Range r, bool sibling) const {
    Label label = of_paragraph(r, false);
    if (label.section && label.stop == Stop::colon && a_.cp[label.end - 1] == U':') return label;
    if (!label.role.key.empty()) return label;
    if (label.theme.empty()) return {.end = r.begin};
    if (label.framed || (label.bracketed && sibling && parts_text(label, r.end))) return label;
    return label.direct ? label : Label{.end = r.begin};
}

// No name of a list stands in these black brackets: neither another one nor a comma follows.
bool LabelReader::parts_text(const Label& label, std::uint32_t end) const {
    return label.end < end && a_.cp[label.end] != label_opening && a_.cp[label.end] != U'\u3001' &&
           a_.cp[label.end - 1] != U',';
}

bool LabelReader::is_bold(Range r) const {
    for (std::uint32_t at = r.begin; at < r.end; ++at)
        if (!a_.has(at, text::flag::bold)) return false;
    return true;
}

Range LabelReader::of_clause(Range r) const {
    r = w_.filler_back.without_back(a_, text::trimmed(a_, r, label_ornaments));
    r = w_.filler_front.without_front(a_, r);
    bool framed = false;
    r = unframed(r, framed);
    if (r.empty() || r.size() > longest_clause_theme || w_.has_role(d_, r)) return {};
    const bool field = w_.field.at_back(a_, r) > 0 && !w_.field.is_whole(a_, r);
    if (!framed && !field && !is_sector(r) && !is_bold(r)) return {};
    return named(r);
}

// A metric and what stands in brackets behind it: a word of a chart.
bool LabelReader::is_figure(Range r) const {
    const auto bracket = a_.view(r).find(U'(');
    if (bracket != std::u32string_view::npos) r.end = r.begin + static_cast<std::uint32_t>(bracket);
    return w_.metric.is_whole(a_, r);
}

Range LabelReader::of_heading(const layout::Block& block) const {
    Range r = block.body();
    if (is_outside(r)) return {};
    for (std::uint32_t at = r.begin; at < r.end; ++at)
        if (stop_at(a_, at, r.end)) {
            r.end = at;
            break;
        }
    const bool numbered = !block.mark.empty() || block.level > 1;
    const auto v = a_.view(r);
    if (r.size() > (numbered ? longest_label : longest_bare_heading) || w_.has_role(d_, r)) return {};
    return std::any_of(v.begin(), v.end(), lexicon::is_cjk) && !is_figure(r) ? named(r) : Range{};
}

RoleWord LabelReader::whole_role(Range r) const {
    r = text::trimmed(a_, r, U":*#");
    const auto roles = w_.roles(d_, r);
    return roles.size() == 1 && roles.front().range == r ? roles.front() : RoleWord{};
}

// A (600000) - what it does: a member of a list that an earlier line announces.
bool LabelReader::begins_with_name(Range r) const {
    const auto chunks = chunks_of(a_, r);
    Market market = Market::unsaid;
    if (chunks.empty() || chunks.front().bracket.empty()) return false;
    const auto companies = companies_.read(chunks.front(), market);
    return companies.size() == 1 && is_known(companies.front()) && companies.front().whole &&
           !companies.front().printed_ticker.empty();
}

bool LabelReader::is_list(Range r, bool has_lead) const {
    const auto roles = w_.roles(d_, r);
    if (!roles.empty()) {
        Range names{roles.back().range.end, roles.back().range.end};
        while (names.end < r.end && !stop_at(a_, names.end, r.end)) ++names.end;
        const std::uint32_t word = roles.back().range.begin;
        const bool labelled = word > r.begin && (a_.cp[word - 1] == U':' || a_.cp[word - 1] == U',');
        return read_list(a_, w_, companies_, names, false).known() >= (labelled ? 1u : 2u);
    }
    if (read_list(a_, w_, companies_, r, false).is_bare()) return true;
    if (!has_lead) return false;
    if (begins_with_name(r)) return true;
    for (std::uint32_t at = r.begin; at < r.end; ++at)
        if (stop_at(a_, at, r.end))
            return read_list(a_, w_, companies_, {at + 1, r.end}, false).begins_with_company();
    return false;
}

} // namespace yanbao::facts
