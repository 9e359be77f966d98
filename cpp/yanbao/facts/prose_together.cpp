#include "yanbao/facts/prose_together.hpp"

#include "yanbao/lexicon/characters.hpp"

namespace yanbao::facts {

namespace {

constexpr std::uint32_t longest_joiner = 2;

bool joins_metrics(char32_t c) {
    return c == U'/' || c == lexicon::han::enumeration_comma || c == lexicon::han::and_ ||
           c == lexicon::han::as_well || c == lexicon::han::with;
}

} // namespace

std::size_t mentions_together(const Context& context, const std::vector<Mention>& mentions,
                              std::size_t first) {
    const auto& cp = context.document.atoms.cp;
    std::size_t next = first + 1;
    for (; next < mentions.size(); ++next) {
        const std::uint32_t from = mentions[next - 1].end, to = mentions[next].begin;
        if (to <= from || to - from > longest_joiner || !joins_metrics(cp[to - 1])) break;
    }
    return next - first;
}

std::vector<ValueList> lists_together(const Context& context, std::uint32_t at, std::uint32_t end,
                                      std::size_t metrics, std::size_t years) {
    const ValueList all = value_list(context, at, end);
    if (years < 2 || all.values.size() != metrics * years) return {};
    std::vector<ValueList> lists;
    for (std::size_t m = 0; m < metrics; ++m) {
        const std::size_t first = m * years, last = first + years - 1;
        ValueList list = value_list(context, all.values[first].range.begin, all.values[last].range.end);
        if (list.values.size() != years) return {};
        for (std::size_t i = 0; i < years; ++i) // a unit behind the last list is that of all
            if (!list.values[i].has_unit) list.values[i] = all.values[first + i];
        if (m + 1 == metrics) list.end = all.end;
        lists.push_back(std::move(list));
    }
    return lists;
}

} // namespace yanbao::facts
