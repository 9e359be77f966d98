#include "yanbao/facts/broker_names.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using lexicon::Hit;
using text::Range;

constexpr std::uint32_t longest_unknown_name = 6; ///< before the word for securities
constexpr std::uint32_t fewest_of_name = 2;
constexpr std::uint32_t longest_place_bracket = 6; ///< (Hong Kong) between a name and its legal form

class Finder {
  public:
    explicit Finder(const Context& context)
        : c_(context), houses_(context, "broker"), suffixes_(context, "house_suffix"),
          words_(context, "house_word"), stops_(context, "house_stop"), notes_(context, "note"),
          stop_characters_(characters_of(context, "house_stop", "stop")) {}

    std::vector<HouseName> run() {
        const auto& blocks = c_.document.blocks;
        for (std::uint32_t i = 0; i < blocks.size(); ++i)
            blocks[i].kind == BlockKind::table ? take_sources(i) : take(i, blocks[i].atoms);
        return std::move(found_);
    }

  private:
    // A table's rows name other houses, but for the one that says where its figures come from.
    void take_sources(std::uint32_t index) {
        const auto& d = c_.document;
        const Block& block = d.blocks[index];
        for (std::uint32_t r = block.first_row; r < block.first_row + block.row_count; ++r)
            for (std::uint32_t c = 0; c < d.rows[r].cell_count; ++c) {
                const Range cell = d.cell(d.rows[r], c);
                const auto note = notes_.at(cell.begin, cell.end);
                if (note && note->end < cell.end && d.atoms.cp[note->end] == U':') take(index, cell);
            }
    }

    void take(std::uint32_t block, Range r) {
        const auto known = houses_.in(r);
        for (const Hit& hit : known) {
            if (houses_.attribute(hit.key, "house") == "no") continue; // an exchange, a newspaper
            HouseName house{std::string(houses_.key(hit)),
                            {hit.begin, hit.end},
                            block,
                            false,
                            false,
                            lexicon::is_ascii_letter(c_.document.atoms.cp[hit.begin])};
            suffix_behind(house, r.end);
            found_.push_back(std::move(house));
        }
        for (const Hit& word : words_.in(r)) {
            const auto inside = [&](const Hit& hit) {
                return hit.begin <= word.begin && word.end <= hit.end;
            };
            if (std::any_of(known.begin(), known.end(), inside)) continue;
            HouseName house{{}, {name_start(word.begin, r.begin), word.end}, block, false, false, false};
            suffix_behind(house, r.end);
            house.whole_line = is_whole_line(house.range, r);
            if (house.range.begin + 2 > word.begin) continue;
            if (!house.research && !house.company && !house.whole_line) continue;
            house.name = c_.document.squeezed(house.range);
            found_.push_back(std::move(house));
        }
    }

    bool is_whole_line(Range house, Range block) const {
        const auto& a = c_.document.atoms;
        return (house.begin == block.begin || a.has(house.begin, text::flag::line_start)) &&
               (house.end == block.end || a.has(house.end, text::flag::line_start));
    }

    void suffix_behind(HouseName& house, std::uint32_t end) const {
        const auto& a = c_.document.atoms;
        std::uint32_t at = house.range.end;
        if (at < end && a.cp[at] == U'(') {
            const std::uint32_t last = std::min(end, at + longest_place_bracket);
            std::uint32_t close = at;
            while (close < last && a.cp[close] != U')') ++close;
            if (close < last) at = close + 1;
        }
        const auto hit = suffixes_.at(at, end);
        if (!hit) return;
        house.research = suffixes_.key(*hit) == "research";
        house.company = suffixes_.key(*hit) == "company";
    }

    // Back to a mark, a gap in the line or a word that can be no part of a name.
    std::uint32_t name_start(std::uint32_t word, std::uint32_t first) const {
        const auto& a = c_.document.atoms;
        std::uint32_t begin = word;
        while (begin > first && word - begin < longest_unknown_name && lexicon::is_cjk(a.cp[begin - 1])) {
            if (stop_characters_.find(a.cp[begin - 1]) != stop_characters_.npos) return begin;
            --begin;
            const auto stop = stops_.at(begin, word);
            if (stop) return stop->end;
            // the line above is another thing, unless a name is broken behind its first character
            if (a.has(begin, text::flag::gap) ||
                (a.has(begin, text::flag::line_start) && word - begin >= fewest_of_name))
                break;
        }
        return begin;
    }

    const Context& c_;
    Words houses_, suffixes_, words_, stops_, notes_;
    std::u32string_view stop_characters_;
    std::vector<HouseName> found_;
};

} // namespace

std::vector<HouseName> house_names(const Context& context) { return Finder(context).run(); }

} // namespace yanbao::facts
