#include "yanbao/facts/meta_sector.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::BlockKind;
using text::Range;

constexpr std::uint32_t longest_sector = 10;
constexpr int of_adjacent_sector = 15, of_strength = 10, of_sector_label = 5;

class SectorReader {
  public:
    SectorReader(const Context& context, const Cover& cover, Facts& facts)
        : c_(context), cover_(cover), facts_(facts), sectors_(context, "cover_sector"),
          industry_(context, "industry_word"), labels_(context, "cover_label") {}

    void run(const std::vector<PrintedRating>& ratings) {
        const PrintedRating* best = nullptr;
        Range best_sector;
        int best_score = 0;
        for (const PrintedRating& rating : ratings) {
            if (rating.of_stock) continue;
            const Range sector = beside(rating);
            const int score = rating.strength * of_strength + (sector.empty() ? 0 : of_adjacent_sector) +
                              (rating.of_sector ? of_sector_label : 0);
            if (score <= best_score) continue;
            best = &rating;
            best_sector = sector;
            best_score = score;
        }
        if (best) {
            set(facts_.meta.sector_rating, "sector_rating", best->rating);
            set(facts_.meta.sector_rating_action, "sector_rating_action", best->action);
            warn_of_others(*best, ratings);
        }
        if (best_sector.empty()) best_sector = elsewhere();
        if (!best_sector.empty()) set(facts_.meta.sector, "sector", best_sector);
    }

  private:
    void set(std::string& field, std::string_view column, Range at) {
        if (at.empty()) return;
        field = c_.document.squeezed(at);
        note_field(facts_.meta, column, c_, at);
    }

    void warn_of_others(const PrintedRating& best, const std::vector<PrintedRating>& ratings) {
        for (const PrintedRating& other : ratings) {
            if (other.strength < 2 || other.of_stock ||
                c_.document.view(other.rating) == c_.document.view(best.rating))
                continue;
            add_finding(facts_, c_, "rating_conflict", Severity::warning, "report",
                        "the cover rates the sector " + c_.document.squeezed(best.rating) + " and " +
                            c_.document.squeezed(other.rating),
                        other.rating);
            return;
        }
    }

    // On the rating's line, else all of the line above or below.
    Range beside(const PrintedRating& rating) const {
        if (const Range r = on_line(rating); !r.empty()) return r;
        const CoverLine* above = cover_.before(*rating.line);
        if (above && !rating.label.empty() && labels_.whole(above->body)) above = cover_.before(*above);
        if (above) {
            if (const Range r = cover_.sector_alone(above->body); !r.empty()) return r;
            if (rating.strength >= 2 && could_be_sector(*above)) return above->body;
        }
        const auto* next = rating.line + 1;
        if (next < cover_.lines().data() + cover_.lines().size())
            if (const Range r = cover_.sector_alone(next->body); !r.empty()) return r;
        return {};
    }

    Range on_line(const PrintedRating& rating) const {
        const Range line = rating.line->body;
        if (!rating.label.empty() && rating.label.end <= rating.rating.begin) {
            const Range between = bare(c_.document.atoms, {rating.label.end, rating.rating.begin});
            if (is_name(between) && !labels_.any_in(between)) return between;
        }
        for (const auto& hit : sectors_.in(line))
            if (hit.end <= rating.rating.begin || hit.begin >= rating.rating.end) return {hit.begin, hit.end};
        return {};
    }

    bool is_name(Range r) const {
        if (r.size() < 2 || r.size() > longest_sector) return false;
        const auto v = c_.document.view(r);
        const auto fits = [](char32_t c) {
            return lexicon::is_cjk(c) || lexicon::is_ascii_letter(c) || c == U'/' || c == U'&';
        };
        return std::all_of(v.begin(), v.end(), fits) && std::any_of(v.begin(), v.end(), lexicon::is_cjk);
    }

    // A name that the lexicon does not know, on a line of its own.
    bool could_be_sector(const CoverLine& line) const {
        const auto kind = c_.document.blocks[line.block].kind;
        if (kind != BlockKind::heading && kind != BlockKind::paragraph) return false;
        return line.rest > 0 && !line.series && !line.strip && is_name(line.body) &&
               !labels_.whole(line.body);
    }

    // A line that is nothing but a sector; else the industry that a title names.
    Range elsewhere() const {
        for (const CoverLine& line : cover_.lines())
            if (const Range r = cover_.sector_alone(line.body); !r.empty()) return r;
        for (const CoverLine& line : cover_.lines()) {
            if (!line.series && !line.strip) continue;
            for (const auto& word : industry_.in(line.body)) {
                const Range before = sector_before(line.body.begin, word.begin);
                if (!before.empty()) return before;
            }
            const auto known = sectors_.in(line.body);
            if (!known.empty()) return {known.front().begin, known.front().end};
        }
        return {};
    }

    // The sector that ends where the word for industry begins: the whole word, known or not.
    Range sector_before(std::uint32_t begin, std::uint32_t end) const {
        std::uint32_t at = end;
        while (at > begin && end - at <= longest_sector && lexicon::is_cjk(c_.document.atoms.cp[at - 1]))
            --at;
        const Range word{at, end};
        if (is_name(word) && !labels_.any_in(word)) return word;
        for (const auto& hit : sectors_.in({begin, end}))
            if (hit.end == end) return {hit.begin, hit.end};
        return {};
    }

    const Context& c_;
    const Cover& cover_;
    Facts& facts_;
    Words sectors_, industry_, labels_;
};

} // namespace

void read_sector(const Context& context, const Cover& cover, const std::vector<PrintedRating>& ratings,
                 Facts& facts) {
    SectorReader(context, cover, facts).run(ratings);
}

} // namespace yanbao::facts
