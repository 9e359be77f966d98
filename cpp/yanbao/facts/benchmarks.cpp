#include "yanbao/facts/benchmarks.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using lexicon::Hit;
using text::Atoms;
using text::Range;

constexpr std::uint32_t longest_clause = 90; ///< of one market
constexpr std::uint32_t longest_index = 20;
constexpr std::uint32_t longest_index_code = 14;
constexpr char32_t made = lexicon::han::as; ///< of "made as": the index ends before it
constexpr std::uint32_t by_reach = 3;       ///< between a market and the word that introduces its index

bool is_stop(char32_t c) { return c == U'\u3002' || c == U';'; }

// Words of a category in atoms that are no document's: a table's column read down.
class Scanned {
  public:
    Scanned(const Context& context, const Atoms& atoms)
        : lexicon_(context.lexicon), hits_(context.lexicon.scan(atoms.cp, atoms.flags)) {}
    std::span<const Hit> of(std::string_view category) const {
        const auto id = lexicon_.find_category(category);
        return id ? hits_[*id] : std::span<const Hit>();
    }
    std::string_view key(std::string_view category, const Hit& hit) const {
        return lexicon_.key(lexicon_.category(category), hit.key);
    }

  private:
    const lexicon::Lexicon& lexicon_;
    lexicon::Hits hits_;
};

class BenchmarkReader {
  public:
    BenchmarkReader(const Context& context, Facts& facts)
        : c_(context), facts_(facts), markets_(context, "market_place"), words_(context, "benchmark_word"),
          by_(characters_of(context, "benchmark_word", "by")),
          as_(characters_of(context, "benchmark_word", "as")) {}

    void run() {
        for (const Block& block : c_.document.blocks) {
            if (!markets_.any_in(block.atoms) || !names_basis(block.atoms)) continue;
            if (block.kind == BlockKind::table)
                down_columns(block);
            else
                read(taken(block.atoms));
        }
    }

  private:
    bool names_basis(Range r) const {
        const auto hits = words_.in(r);
        return std::any_of(hits.begin(), hits.end(), [&](const Hit& h) { return words_.key(h) == "basis"; });
    }

    Atoms taken(Range r) const {
        Atoms atoms;
        atoms.append(c_.document.atoms, r);
        return atoms;
    }

    // A sentence may go on in the cell below.
    void down_columns(const Block& block) {
        std::uint32_t width = 0;
        const auto& d = c_.document;
        for (std::uint32_t r = block.first_row; r < block.first_row + block.row_count; ++r)
            width = std::max(width, d.rows[r].cell_count);
        for (std::uint32_t column = 0; column < width; ++column) {
            Atoms atoms;
            bool market = false;
            for (std::uint32_t r = block.first_row; r < block.first_row + block.row_count; ++r) {
                const Range cell = d.cell(d.rows[r], column);
                if (cell.empty()) continue;
                market = market || markets_.any_in(cell);
                atoms.append(d.atoms, cell);
            }
            if (market) read(atoms);
        }
    }

    void read(const Atoms& atoms) {
        const Scanned scanned(c_, atoms);
        const auto& markets = scanned.of("market_place");
        for (std::size_t i = 0; i < markets.size(); ++i) {
            const Hit& market = markets[i];
            std::uint32_t end = std::min({atoms.size(), market.end + longest_clause,
                                          i + 1 < markets.size() ? markets[i + 1].begin : atoms.size()});
            for (std::uint32_t at = market.end; at < end; ++at)
                if (is_stop(atoms.cp[at])) end = at;
            clause(atoms, scanned, market, {market.end, end});
        }
    }

    void clause(const Atoms& atoms, const Scanned& scanned, const Hit& market, Range r) {
        std::optional<std::uint32_t> by, as;
        bool basis = !r.empty() && atoms.cp[r.begin] == U':';
        for (const Hit& hit : scanned.of("benchmark_word"))
            basis = basis || (hit.begin >= r.begin && hit.end <= r.end &&
                              scanned.key("benchmark_word", hit) == "basis");
        for (std::uint32_t at = r.begin; at < r.end && !as; ++at) {
            if (!by && at <= r.begin + by_reach && by_.find(atoms.cp[at]) != by_.npos)
                by = at + 1;
            else if (as_.find(atoms.cp[at]) != as_.npos)
                as = at;
        }
        if (!basis && !(by && as)) return;
        bool found = false;
        for (const Hit& index : scanned.of("benchmark_index")) {
            if (index.begin < r.begin || index.end > r.end) continue;
            add(atoms, scanned, market, {index.begin, index.end}, r.end);
            found = true;
        }
        if (found || !by || !as || *as <= *by) return;
        std::uint32_t end = *by; // an index that the lexicon does not know
        while (end < *as && atoms.cp[end] != U'(' && atoms.cp[end] != U',') ++end;
        if (end > *by && end == *as && atoms.cp[end - 1] == made) --end;
        if (end - *by >= 2 && end - *by <= longest_index) add(atoms, scanned, market, {*by, end}, r.end);
    }

    void add(const Atoms& atoms, const Scanned& scanned, const Hit& market, Range index, std::uint32_t end) {
        Range place{market.begin, market.end};
        for (const Hit& word : scanned.of("benchmark_word"))
            if (scanned.key("benchmark_word", word) == "market" && word.end == place.end &&
                word.begin > place.begin)
                place.end = word.begin;
        Benchmark benchmark;
        const std::string_view source = c_.document.source;
        benchmark.market = text::squeezed(atoms, source, place);
        benchmark.index = text::squeezed(atoms, source, index);
        for (const Benchmark& other : facts_.benchmarks)
            if (other.market == benchmark.market && other.index == benchmark.index) return;
        const Range code = code_behind(atoms, index.end, end);
        benchmark.code = text::squeezed(atoms, source, code);
        note(benchmark, "market", atoms, place);
        note(benchmark, "index", atoms, index);
        note(benchmark, "code", atoms, code);
        benchmark.at = text::span_of(atoms, source, index);
        facts_.benchmarks.push_back(std::move(benchmark));
    }

    void note(Benchmark& benchmark, std::string_view column, const Atoms& atoms, Range r) const {
        if (r.empty()) return;
        for (Span span : text::spans_of(atoms, c_.document.source, r))
            benchmark.fields.push_back({column, span});
    }

    // (000300.SH)
    static Range code_behind(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
        if (at >= end || atoms.cp[at] != U'(') return {};
        std::uint32_t close = at + 1;
        const auto fits = [](char32_t c) {
            return lexicon::is_ascii_letter(c) || lexicon::is_digit(c) || c == U'.' || c == U'^';
        };
        while (close < end && close - at <= longest_index_code && fits(atoms.cp[close])) ++close;
        return close < end && atoms.cp[close] == U')' && close > at + 1 ? Range{at + 1, close} : Range{};
    }

    const Context& c_;
    Facts& facts_;
    Words markets_, words_;
    std::u32string_view by_, as_; ///< by ... as
};

} // namespace

void read_benchmarks(const Context& context, Facts& facts) { BenchmarkReader(context, facts).run(); }

} // namespace yanbao::facts
