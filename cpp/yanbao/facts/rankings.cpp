#include "yanbao/facts/rankings.hpp"

#include "yanbao/facts/rankings_list.hpp"
#include "yanbao/facts/section.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace yanbao::facts {

namespace {

constexpr std::size_t longest_place_lead_in = 12; ///< atoms between the place and the colon of its list

using layout::Block;
using layout::BlockKind;
using lexicon::Hit;
using text::Range;

class RankingReader {
  public:
    RankingReader(const Context& context, Facts& facts)
        : c_(context), d_(context.document), facts_(facts),
          board_(context.lexicon.find_category("ranking_board")),
          place_(context.lexicon.find_category("ranking_place")),
          link_(context.lexicon.find_category("ranking_link")),
          noun_(context.lexicon.find_category("ranking_noun")),
          names_(context.lexicon.find_category("market_name")) {}

    void run() {
        if (!board_ || !place_ || !link_ || !noun_) return;
        for (const Block& block : d_.blocks) {
            const bool prose = block.kind == BlockKind::paragraph || block.kind == BlockKind::item;
            const bool title = block.kind == BlockKind::heading;
            if (title || (prose && block.number >= 0)) under_stocks_ = speaks_of_stocks(block.body());
            if (!prose || d_.hits_in(*board_, block.body()).empty()) continue;
            about_stocks_ = under_stocks_ || speaks_of_stocks(block.body());
            sentences(block.body());
        }
    }

  private:
    void sentences(Range body) {
        for (std::uint32_t from = body.begin; from < body.end;) {
            std::uint32_t stop = from;
            while (stop < body.end && !ends_sentence(d_.atoms, stop)) ++stop;
            sentence({from, stop});
            from = stop + 1;
        }
    }

    // Each place ("first five", "at the front") with the board named before it; its list stands behind the place, or
    // before it, or before both, but never beyond the place before.
    void sentence(Range s) {
        const auto boards = d_.hits_in(*board_, s);
        if (boards.empty() || is_own_pool(s)) return;
        std::uint32_t floor = s.begin;
        std::size_t behind = 0; // the first board behind the place
        for (const Hit& place : d_.hits_in(*place_, s)) {
            while (behind < boards.size() && boards[behind].begin < place.begin) ++behind;
            if (behind == 0) continue;
            if (behind > 1) floor = std::max(floor, boards[behind - 2].end);
            const std::uint32_t end = behind < boards.size() ? boards[behind].begin : s.end;
            read({floor, end}, boards[behind - 1], place);
            floor = place.end;
        }
        floor = s.begin;
        for (std::size_t i = 0; i < boards.size(); ++i) {
            const std::uint32_t end = i + 1 < boards.size() ? boards[i + 1].begin : s.end;
            if (is_place_too(boards[i])) read({floor, end}, boards[i], boards[i]);
            floor = boards[i].end;
        }
    }

    void read(Range r, const Hit& board, const Hit& place) {
        const std::string name(c_.lexicon.text(*board_, board.key, "board"));
        if (name.empty()) return;
        if (take(name, board, place, list_behind({place.end, r.end}))) return;
        const std::uint32_t from = clause_behind(std::max(board.end, r.begin), place.begin);
        if (from < place.begin && take(name, board, place, names_at(c_, {from, place.begin}))) return;
        if (board.begin > r.begin)
            take(name, board, place, names_at(c_, {clause_before(r.begin, board.begin), board.begin}));
    }

    // What follows "first five [companies] [are] [:]"; nothing where no list follows directly.
    std::vector<ListedName> list_behind(Range r) const {
        bool linked = false;
        while (r.begin < r.end) {
            const auto link = at(*link_, r.begin, r.end);
            const auto noun = at(*noun_, r.begin, r.end);
            if (noun && c_.lexicon.key(*noun_, noun->key) == "sector") return {};
            if (link)
                r.begin = link->end;
            else if (noun)
                r.begin = noun->end;
            else if (d_.atoms.cp[r.begin] == U'(')
                r.begin = behind_bracket(r);
            else
                break;
            linked = linked || link.has_value();
        }
        if (r.empty() || d_.atoms.cp[r.begin] == U',') return {};
        // "first are, in this order: A, B, C": the list stands behind the colon, if no list stands before it
        if (const auto colon = d_.view(r).find(U':');
            colon != std::u32string_view::npos && colon <= longest_place_lead_in &&
            d_.view(r).substr(0, colon).find_first_of(U",\u3001") == std::u32string_view::npos)
            r.begin += static_cast<std::uint32_t>(colon) + 1;
        std::vector<ListedName> names = names_at(c_, r);
        const bool plain = !linked && names.size() < 2 && !names.empty() && !names.front().share;
        return plain ? std::vector<ListedName>{} : names;
    }

    std::optional<Hit> at(lexicon::CategoryId category, std::uint32_t from, std::uint32_t end) const {
        const auto hit = c_.lexicon.at(category, d_.atoms.cp, d_.atoms.flags, from);
        return hit && hit->end <= end ? hit : std::nullopt;
    }
    std::uint32_t behind_bracket(Range r) const {
        const auto close = d_.view(r).find(U')');
        return close == std::u32string_view::npos ? r.end : r.begin + static_cast<std::uint32_t>(close) + 1;
    }

    // The list of "by turnover, A, B and C come first" starts behind the first comma.
    std::uint32_t clause_behind(std::uint32_t from, std::uint32_t end) const {
        if (from >= end) return end;
        const auto comma = d_.view({from, end}).find(U',');
        return comma == std::u32string_view::npos ? end : from + static_cast<std::uint32_t>(comma) + 1;
    }
    std::uint32_t clause_before(std::uint32_t from, std::uint32_t end) const {
        const auto comma = d_.view({from, end}).rfind(U',');
        return comma == std::u32string_view::npos ? from : from + static_cast<std::uint32_t>(comma) + 1;
    }

    bool take(const std::string& board, const Hit& board_hit, const Hit& place,
              std::vector<ListedName> names) {
        if (names.empty() || !are_stocks(names)) return false;
        order(board, names);
        const auto count = c_.lexicon.number(*place_, place.key, "count");
        if (count && &board_hit != &place && static_cast<std::size_t>(*count) != names.size())
            find("ranking_count", board, names,
                 "a board announces another number of names than it lists: " + board);
        const bool again = !boards_.insert(board).second;
        const std::size_t before = facts_.rankings.size();
        std::int64_t rank = 0;
        for (const ListedName& named : names) {
            Ranking row;
            row.board = board;
            row.name = d_.squeezed(named.name);
            row.rank = ++rank;
            if (!seen_.insert({row.board, row.rank, row.name}).second) continue;
            row.at = c_.span(named.name);
            note_field(row, "name", c_, named.name);
            note_field(row, "board", c_, {board_hit.begin, board_hit.end});
            facts_.rankings.push_back(std::move(row));
        }
        if (again && facts_.rankings.size() > before)
            find("ranking_repeated", board, names,
                 "a board is printed again with other names, of another market or span: " + board);
        return true;
    }

    // Stocks, not sectors: known names, or names of which the text says that they are companies.
    bool are_stocks(const std::vector<ListedName>& names) const {
        std::size_t known = 0;
        for (const ListedName& named : names) {
            if (is_security(c_, named.name)) {
                ++known;
                continue;
            }
            if (names_ && c_.lexicon.exact(*names_, d_.view(named.name))) return false;
            for (const Hit& noun : d_.hits_in(*noun_, named.name))
                if (noun.end == named.name.end && c_.lexicon.key(*noun_, noun.key) == "sector") return false;
        }
        return 2 * known >= names.size() || (about_stocks_ && names.size() > 1);
    }

    // A list that runs from the least to the greatest move is turned round.
    void order(const std::string& board, std::vector<ListedName>& names) {
        const bool down = board == "losers";
        const auto before = [&](const ListedName& a, const ListedName& b) {
            return a.share && b.share && (down ? *a.share < *b.share : *a.share > *b.share);
        };
        bool reversed = names.size() > 1;
        for (std::size_t i = 0; i + 1 < names.size(); ++i)
            reversed = reversed && before(names[i + 1], names[i]);
        if (!reversed) return;
        std::reverse(names.begin(), names.end());
        find("ranking_order", board, names, "a board is printed from its last place to its first: " + board);
    }

    void find(std::string code, const std::string& subject, const std::vector<ListedName>& names,
              std::string what) {
        Finding finding{std::move(code), Severity::info, subject, 1, std::move(what), {}};
        for (const ListedName& named : names) finding.spans.push_back(c_.span(named.name));
        facts_.findings.push_back(std::move(finding));
    }

    bool is_place_too(const Hit& board) const {
        return c_.lexicon.number(*board_, board.key, "place").has_value();
    }
    bool speaks_of_stocks(Range r) const { return speaks_of("stock", r); }
    // "Of our own picks": no board of the market.
    bool is_own_pool(Range r) const { return speaks_of("own", r); }
    bool speaks_of(std::string_view key, Range r) const {
        const auto hits = d_.hits_in(*noun_, r);
        return std::any_of(hits.begin(), hits.end(),
                           [&](const Hit& h) { return c_.lexicon.key(*noun_, h.key) == key; });
    }

    const Context& c_;
    const layout::Document& d_;
    Facts& facts_;
    std::optional<lexicon::CategoryId> board_, place_, link_, noun_, names_;
    bool under_stocks_ = false; ///< the title above speaks of stocks
    bool about_stocks_ = false; ///< that, or the block does
    std::set<std::tuple<std::string, std::int64_t, std::string>> seen_;
    std::set<std::string> boards_;
};

} // namespace

void read_rankings(const Context& context, Facts& facts) { RankingReader(context, facts).run(); }

} // namespace yanbao::facts
