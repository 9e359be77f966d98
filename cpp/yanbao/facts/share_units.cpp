#include "yanbao/facts/share_units.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace yanbao::facts {

namespace {

constexpr double one_percent = 0.01;
constexpr double clear_growth = 2.0; ///< half of a row's growth rates beyond this are in per cent
constexpr double coarse_half_unit =
    0.049; ///< one decimal or none: as a fraction it would be ten per cent or more
constexpr double rough =
    4.0; ///< a ratio of figures at different times may be off by this factor, not by a hundred
constexpr double growth_slack = 0.02;

using Group = std::pair<std::int64_t, std::string>; ///< table and metric: printed alike

enum class Reading : std::uint8_t { open, fraction, percents };

struct BareRow {
    std::vector<Estimate*> figures;
    bool beside_signs = false; ///< the same row prints the sign for others of its figures
    Reading reading = Reading::open;
    bool sure = true; ///< told by arithmetic or size
};

struct ShareHabit {
    double most = 0.0;  ///< as a fraction, it is seldom larger; 0: growth, which has no bound
    double least = 0.0; ///< nor smaller
};

class ShareSettler {
  public:
    ShareSettler(const Context& context, const std::vector<Estimate>& others, Facts& facts)
        : c_(context), others_(others), facts_(facts), metric_(context.lexicon.category("metric")) {}

    void run() {
        for (Estimate& e : facts_.estimates)
            if (e.bare_share) rows_[{e.table_id, e.metric}].figures.push_back(&e);
        if (rows_.empty()) return;
        for (const Estimate& e : facts_.estimates) note_level(e);
        for (const Estimate& e : others_) note_level(e);
        for (const Estimate& e : facts_.estimates)
            if (const auto row = rows_.find({e.table_id, e.metric}); row != rows_.end() && !e.bare_share)
                row->second.beside_signs = true;
        for (auto& [group, row] : rows_) by_arithmetic(group.second, row);
        for (auto& [group, row] : rows_)
            if (row.reading == Reading::open) by_size(group.second, row);
        for (auto& [group, row] : rows_)
            if (row.reading == Reading::open) by_habit(group, row);
        for (auto& [group, row] : rows_) apply(group, row);
    }

  private:
    using LevelKey = std::tuple<std::string, std::string, std::int32_t, std::string, std::string>;
    static LevelKey key_of(const Estimate& e, std::string_view metric, std::int32_t year,
                           const std::string& version) {
        return {e.ticker.empty() ? e.name : e.ticker, std::string(metric), year, version, e.origin};
    }
    void note_level(const Estimate& e) {
        if (e.period.year && !e.bare_share)
            levels_.try_emplace(key_of(e, e.metric, *e.period.year, e.version), e.value);
    }
    // Of the figure's company and year (or one before); what a revision does not touch has no version.
    const Measured* level(const Estimate& e, std::string_view metric, std::int32_t back = 0) const {
        for (const std::string& version : {e.version, std::string()})
            if (const auto found = levels_.find(key_of(e, metric, *e.period.year - back, version));
                found != levels_.end())
                return &found->second;
        return nullptr;
    }

    /// What the share should be by other figures, and how far off it may be.
    struct Expected {
        double value = 0.0, slack = 0.0;
        bool is_ratio = false;
    };
    std::optional<Expected> expected(const Estimate& e, std::string_view metric) const {
        constexpr std::string_view growth = "_growth";
        if (!e.period.year) return std::nullopt;
        if (metric.ends_with(growth)) {
            const std::string_view of = metric.substr(0, metric.size() - growth.size());
            const Measured *now = level(e, of), *before = level(e, of, 1);
            if (!now || !before || before->value <= before->half_unit) return std::nullopt;
            const double rounding =
                (now->half_unit + std::abs(now->value / before->value) * before->half_unit) / before->value;
            return Expected{now->value / before->value - 1.0, rounding + growth_slack, false};
        }
        const auto ratio = [&](std::string_view part, std::string_view whole) -> std::optional<Expected> {
            const Measured *p = level(e, part), *w = level(e, whole);
            if (!p || !w || w->value <= 0.0 || p->value == 0.0) return std::nullopt;
            return Expected{p->value / w->value, 0.0, true};
        };
        if (metric == "net_margin") return ratio("net_profit", "revenue");
        if (metric == "roe") return ratio("eps", "bvps");
        if (metric != "dividend_yield") return std::nullopt;
        const Measured *dps = level(e, "dps"), *eps = level(e, "eps"), *pe = level(e, "pe");
        if (!dps || !eps || !pe || dps->value <= 0.0 || eps->value <= 0.0 || pe->value <= 0.0)
            return std::nullopt;
        return Expected{dps->value / (eps->value * pe->value), 0.0, true};
    }
    static bool fits(double value, const Expected& want) {
        if (!want.is_ratio) return std::abs(value - want.value) <= want.slack + 0.05 * std::abs(want.value);
        const double ratio = value / want.value;
        return ratio > 1.0 / rough && ratio < rough;
    }

    void by_arithmetic(const std::string& metric, BareRow& row) const {
        std::size_t percents = 0, fractions = 0;
        for (const Estimate* e : row.figures) {
            const auto want = expected(*e, metric);
            if (!want) continue;
            const bool fraction = fits(e->value.value, *want),
                       in_percent = fits(one_percent * e->value.value, *want);
            if (fraction == in_percent) continue;
            ++(fraction ? fractions : percents);
        }
        if (percents > 3 * fractions) row.reading = Reading::percents;
        if (fractions > 3 * percents) row.reading = Reading::fraction;
    }

    ShareHabit habit_of(const std::string& metric) const {
        const auto id = c_.lexicon.find_key(metric_, metric);
        if (!id) return {};
        return {c_.lexicon.number(metric_, *id, "most_share").value_or(0.0),
                c_.lexicon.number(metric_, *id, "least_share").value_or(0.0)};
    }

    static std::vector<double> sizes(const BareRow& row) {
        std::vector<double> out;
        for (const Estimate* e : row.figures) out.push_back(std::abs(e->value.value));
        std::sort(out.begin(), out.end());
        return out;
    }

    void by_size(const std::string& metric, BareRow& row) const {
        const std::vector<double> size = sizes(row);
        const double most = habit_of(metric).most, bound = most > 0.0 ? most : clear_growth;
        const double telling = most > 0.0 ? size.back() : size[size.size() / 2];
        if (telling > bound) row.reading = Reading::percents;
    }

    // As other rows of the table are; a row with another that has the sign; else what such figures mostly are.
    void by_habit(const Group& group, BareRow& row) const {
        row.sure = false;
        const std::vector<double> size = sizes(row);
        const ShareHabit habit = habit_of(group.second);
        const bool coarse = std::all_of(row.figures.begin(), row.figures.end(), [](const Estimate* e) {
            return e->value.half_unit >= coarse_half_unit;
        });
        bool percents = row.beside_signs || coarse || (habit.most == 0.0 && size.back() > clear_growth);
        if (group.first != 0) // the rows of a table stand together
            for (auto other = rows_.lower_bound({group.first, ""});
                 other != rows_.end() && other->first.first == group.first && !percents; ++other)
                percents = other->second.sure && other->second.reading == Reading::percents;
        if (habit.least > 0.0 && one_percent * size.back() < habit.least) percents = false;
        row.reading = percents ? Reading::percents : Reading::fraction;
    }

    void apply(const Group& group, BareRow& row) const {
        const bool percents = row.reading == Reading::percents;
        for (Estimate* e : row.figures) {
            e->bare_share = false;
            if (percents) e->value.value *= one_percent, e->value.half_unit *= one_percent;
        }
        if (row.sure) return;
        const std::string what = group.second + (percents ? " prints no sign and is taken for per cent"
                                                          : " prints no sign and is taken as it stands");
        if (group.first > 0)
            add_table_finding(facts_, c_, "unit_inferred", Severity::warning, group.first, "estimates", what);
        else
            add_finding(facts_, c_, "unit_inferred", Severity::warning, row.figures.front()->ticker, what);
        facts_.findings.back().count = static_cast<std::uint32_t>(row.figures.size());
        for (const Estimate* e : row.figures) facts_.findings.back().spans.push_back(e->at);
    }

    const Context& c_;
    const std::vector<Estimate>& others_;
    Facts& facts_;
    lexicon::CategoryId metric_;
    std::map<LevelKey, Measured> levels_;
    std::map<Group, BareRow> rows_;
};

} // namespace

void settle_bare_shares(const Context& context, const std::vector<Estimate>& others, Facts& facts) {
    ShareSettler(context, others, facts).run();
}

// A week moves prices by per cents: as a fraction, two decimals would hide most of it.
bool changes_in_percent(const std::vector<Measured>& values) {
    constexpr double largest_fraction = 1.0, two_decimals = 0.0049;
    return std::any_of(values.begin(), values.end(), [](const Measured& m) {
        return std::abs(m.value) > largest_fraction || m.half_unit >= two_decimals;
    });
}

} // namespace yanbao::facts
