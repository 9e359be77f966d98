#include "yanbao/facts/prose_grown.hpp"

namespace yanbao::facts {

bool take_grown(const Context& context, const Mention& mention, const ValueList& growth,
                const YearList& years, std::uint32_t end, ProseFigures& figures, std::uint32_t& taken) {
    if (!mention.metric.ends_with("_growth") || growth.end >= end) return false;
    const auto to = Words(context, "revised_to").at(growth.end, end);
    const ValueList level = to ? value_list(context, to->end, end) : ValueList{};
    if (level.values.size() != years.years.size() || growth.values.size() != level.values.size() ||
        level.values.front().dimension == "share_of_whole")
        return false;
    Mention grown = mention;
    grown.metric = mention.metric.substr(0, mention.metric.rfind('_'));
    figures.take_all(mention, growth, years);
    figures.take_all(grown, level, years);
    taken = level.end;
    return true;
}

} // namespace yanbao::facts
