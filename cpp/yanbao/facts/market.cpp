#include "yanbao/facts/market.hpp"

#include "yanbao/facts/market_check.hpp"
#include "yanbao/facts/section.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;

constexpr std::uint32_t longest_numbered_title = 30; ///< in atoms

bool is_title(const Block& block) {
    return block.kind == BlockKind::heading || (block.kind == BlockKind::item && block.number >= 0 &&
                                                block.body().size() <= longest_numbered_title);
}
bool is_prose(const Block& block) {
    return block.kind == BlockKind::paragraph || block.kind == BlockKind::item ||
           block.kind == BlockKind::heading;
}

// News and announcements speak of other things than the market.
std::vector<Section> sections_left_out(const Context& context) {
    std::vector<Section> out = sections_of(context, "news");
    const std::vector<Section> more = sections_of(context, "announcements");
    out.insert(out.end(), more.begin(), more.end());
    std::sort(out.begin(), out.end(), [](const Section& a, const Section& b) { return a.title < b.title; });
    return out;
}

} // namespace

void read_market(const Context& context, Facts& facts) {
    const MarketTokens tokens(context);
    if (!tokens.ready()) return;
    const MarketSubjects subjects(context, facts.meta.sector);
    const std::vector<Section> left_out = sections_left_out(context);
    MarketProse prose;
    MarketReader reader(subjects, prose);
    std::size_t next = 0;
    const auto& blocks = context.document.blocks;
    for (std::uint32_t b = 0; b < blocks.size(); ++b) {
        while (next < left_out.size() && left_out[next].end <= b) ++next;
        if (next < left_out.size() && left_out[next].title <= b) continue;
        const Block& block = blocks[b];
        if (!is_prose(block)) continue;
        const bool title = is_title(block);
        if (!title && !tokens.speaks_of_market(block.body())) continue;
        const std::vector<Token> read = tokens.read(block.body());
        if (title) reader.begin_section(read);
        reader.paragraph(read);
    }
    add_market_figures(context, prose, facts);
}

} // namespace yanbao::facts
