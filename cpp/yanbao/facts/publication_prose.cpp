#include "yanbao/facts/publication_prose.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/text/dates.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

constexpr std::uint32_t longest_day = 11;         ///< 2025, 12, 31 and their characters
constexpr std::uint32_t longest_before_told = 40; ///< a house and its people
constexpr std::uint32_t longest_behind_told = 30; ///< on whom, before the word for what was published

} // namespace

std::optional<KnownDay> day_behind_prose(const Context& context, const Cover& cover) {
    const auto& a = context.document.atoms;
    for (std::uint32_t i = 0; i < cover.end(); ++i) {
        const Block& block = context.document.blocks[i];
        if (block.kind == BlockKind::table || block.kind == BlockKind::note) continue;
        if (block.atoms.size() <= longest_day) continue;
        for (const Range line : printed_lines(a, block.atoms)) {
            const bool ends = line.end == block.atoms.end || a.has(line.end, text::flag::after_blank);
            if (!ends || line.end - block.atoms.begin <= longest_day) continue;
            const Range r{line.end - longest_day, line.end};
            const auto date = text::next_date(a, r.begin, r.end);
            if (!date || date->range.end != r.end || date->year == 0 || cover.is_reference(date->range))
                continue;
            const bool apart = date->range.begin > block.atoms.begin &&
                               a.cp[date->range.begin - 1] == lexicon::han::full_stop;
            if (const auto day = date->date(); day && apart) return KnownDay{*day, date->range};
        }
    }
    return std::nullopt;
}

std::optional<KnownDay> day_told(const Context& context, const Cover& cover) {
    const auto& a = context.document.atoms;
    const Words houses(context, "broker"), any_house(context, "house_word"), told(context, "published_told");
    std::optional<KnownDay> found;
    for (std::uint32_t i = 0; i < cover.end(); ++i) {
        const Block& block = context.document.blocks[i];
        if (block.kind == BlockKind::table || block.kind == BlockKind::note) continue;
        for (const auto& word : told.in(block.atoms)) {
            if (told.key(word) != "told") continue;
            const std::uint32_t begin = word.begin - std::min(word.begin - block.atoms.begin,
                                                              longest_before_told + longest_behind_told);
            Range before{begin, word.begin};
            for (std::uint32_t at = word.begin; at-- > begin;)
                if (a.cp[at] == lexicon::han::full_stop) {
                    before.begin = at + 1;
                    break;
                }
            const auto date = text::next_date(a, before.begin, before.end);
            if (!date || date->year == 0 || word.begin - date->range.end > longest_behind_told) continue;
            const Range sayer{before.begin, date->range.begin};
            const bool past = std::any_of(told.in(before).begin(), told.in(before).end(),
                                          [&](const auto& hit) { return told.key(hit) == "own"; });
            const auto day = date->date();
            if (!day || past || (!houses.any_in(sayer) && !any_house.any_in(sayer)) ||
                cover.is_reference(date->range))
                continue;
            if (found && found->date != *day) return std::nullopt;
            found = KnownDay{*day, date->range};
        }
    }
    return found;
}

} // namespace yanbao::facts
