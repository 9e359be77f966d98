#include "yanbao/facts/meta_company.hpp"

#include "yanbao/facts/meta_price.hpp"
#include "yanbao/facts/meta_rating_prose.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

namespace yanbao::facts {

namespace {

using layout::BlockKind;

// The listing that the cover's prices are of: the mainland's, unless they are printed in the other's currency alone.
void read_one_of_two(const Context& context, const Cover& cover, const Subject& subject, Facts& facts) {
    Meta& meta = facts.meta;
    std::string other = subject.other_ticker;
    const auto priced = [&](const std::string& code) {
        const auto ticker = parse_ticker(code);
        if (ticker) read_prices(context, cover, quote_currency(*ticker), facts);
        return meta.price || meta.target_price;
    };
    if (!priced(meta.ticker) && priced(other)) std::swap(meta.ticker, other);
    add_finding(facts, context, "dual_listing", Severity::info, meta.ticker,
                "also listed as " + other + ", which the cover prints too", subject.code);
}

constexpr std::uint32_t longest_behind_subject = 8; ///< a rating

// The company and its ticker, and hardly anything else.
bool is_line_of(const CoverLine& line, const Subject& subject) {
    return subject.name.begin == line.body.begin && subject.end + longest_behind_subject >= line.body.end;
}
// A company that a sentence speaks of.
bool is_in_sentence(const Context& context, const CoverLine& line, const Subject& subject) {
    const char32_t last = context.document.atoms.cp[line.whole.end - 1];
    return subject.end < line.body.end && (last == U'.' || last == lexicon::han::full_stop);
}
// Peers: Alpha (700 HK) is expected to grow.
bool is_peer(const Words& peers, const CoverLine& line, const Subject& subject) {
    return peers.any_in({line.body.begin, subject.name.begin});
}
// A note names its company before the first figures of it.
std::size_t first_table(const Context& context) {
    const auto& blocks = context.document.blocks;
    std::size_t at = 0;
    while (at < blocks.size() && blocks[at].kind != BlockKind::table) ++at;
    return at;
}

// Behind the first one, as a list goes on.
bool names_another(const Context& context, const CoverLine& line, const Subject& subject) {
    const auto other = subject_in(context, {subject.end, line.body.end});
    return other && other->ticker != subject.ticker && other->ticker != subject.other_ticker &&
           other->listed_name != subject.listed_name;
}

} // namespace

// Two companies are no subject, but where one has its own line and the other is only spoken of behind it.
std::optional<Subject> cover_subject(const Context& context, const Cover& cover) {
    std::optional<Subject> found;
    bool has_own_line = false;
    const Words peers(context, "comparable");
    const std::size_t table = first_table(context);
    for (const CoverLine& line : cover.lines()) {
        const auto kind = context.document.blocks[line.block].kind;
        const bool announced = kind == BlockKind::furniture && line.rest == 0; // repeated as a running head
        if (kind != BlockKind::heading && kind != BlockKind::paragraph && !announced) continue;
        const auto subject = subject_in(context, line.body);
        if (!subject) continue;
        if (is_peer(peers, line, *subject)) continue;
        if (!found && line.block > table && is_in_sentence(context, line, *subject)) continue;
        if (names_another(context, line, *subject)) { // a list of companies
            if (has_own_line) continue;
            return std::nullopt;
        }
        if (!found) {
            found = subject;
            has_own_line = is_line_of(line, *subject);
            continue;
        }
        if (has_own_line && is_in_sentence(context, line, *subject)) continue;
        if (found->ticker == subject->ticker || found->other_ticker == subject->ticker) continue;
        if (context.document.view(found->name) != context.document.view(subject->name)) return std::nullopt;
        const std::string before = found->ticker;
        if (is_mainland(subject->ticker) && !is_mainland(before)) {
            found = subject;
            found->other_ticker = before;
        } else if (found->other_ticker.empty()) {
            found->other_ticker = subject->ticker;
        }
    }
    return found;
}

void read_company(const Context& context, const Cover& cover, const Subject& subject,
                  const std::vector<PrintedRating>& ratings, Facts& facts) {
    Meta& meta = facts.meta;
    meta.ticker = subject.ticker;
    note_field(meta, "ticker", context, subject.code);
    // spaces part the words of a Latin name, and are damage in a Chinese one
    const bool latin = lexicon::is_ascii_letter(context.document.atoms.cp[subject.name.begin]);
    meta.name = latin ? context.document.printed(subject.name) : context.document.squeezed(subject.name);
    note_field(meta, "name", context, subject.name);

    const PrintedRating* best = nullptr;
    for (const PrintedRating& rating : ratings)
        if (!rating.of_sector && (!best || rating.strength > best->strength)) best = &rating;
    if (best) {
        meta.rating = context.document.squeezed(best->rating);
        note_field(meta, "rating", context, best->rating);
        meta.rating_action = context.document.squeezed(best->action);
        note_field(meta, "rating_action", context, best->action);
    }
    if (!best) read_rating_in_prose(context, facts);
    if (subject.other_ticker.empty())
        read_prices(context, cover, {}, facts);
    else
        read_one_of_two(context, cover, subject, facts);
    if (meta.currency.empty() && (meta.price || meta.target_price))
        if (const auto ticker = parse_ticker(meta.ticker)) meta.currency = quote_currency(*ticker);
}

} // namespace yanbao::facts
