#include "yanbao/backtest/select.hpp"

#include "yanbao/backtest/weigh.hpp"
#include "yanbao/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace yanbao::backtest {

namespace {

using Columns = std::vector<std::uint32_t>;

void check_side(const Most& most) {
    if (most.share && !(*most.share > 0.0 && *most.share <= 1.0))
        throw InvalidValue("part of those that pass", std::to_string(*most.share));
    if (most.count && *most.count == 0) throw InvalidValue("number to select", "0");
}

void check(const Candidates& c, const Choice& choice) {
    const std::size_t cells = c.rows * c.width;
    if (c.passes.size() != cells) throw ShapeMismatch("conditions", cells, c.passes.size());
    if (!c.rank.empty() && c.rank.size() != cells) throw ShapeMismatch("ranks", cells, c.rank.size());
    if (!c.base.empty() && c.base.size() != cells) throw ShapeMismatch("bases", cells, c.base.size());
    if (!(choice.max_weight > 0.0)) throw InvalidValue("largest weight", std::to_string(choice.max_weight));
    check_side(choice.longs);
    if (choice.shorts) check_side(*choice.shorts);
}

std::size_t number_of(const Most& most, std::size_t there) {
    if (there == 0) return 0;
    if (most.count) return std::min(*most.count, there);
    if (!most.share) return there;
    constexpr double rounding = 1e-9; // 0.29 of 100 is 29, though the product is below it
    const auto part = static_cast<std::size_t>(*most.share * static_cast<double>(there) + rounding);
    return std::clamp<std::size_t>(part, 1, there);
}

/// How many are bought and how many sold.
std::pair<std::size_t, std::size_t> sides_of(const Choice& choice, std::size_t there) {
    std::size_t longs = number_of(choice.longs, there);
    if (!choice.shorts) return {longs, 0};
    std::size_t shorts = number_of(*choice.shorts, there);
    if (longs + shorts > there) {
        // of what was asked for, not of what there is: (3, 1) of two is one and none
        const auto asked = [&](const Most& most, std::size_t found) {
            return static_cast<double>(most.count ? *most.count : found);
        };
        const double up = asked(choice.longs, longs), down = asked(*choice.shorts, shorts);
        const auto n = static_cast<double>(there);
        longs = static_cast<std::size_t>(up * n / (up + down));
        shorts = static_cast<std::size_t>(down * n / (up + down));
    }
    if (longs == 0 || shorts == 0) return {0, 0};
    return {longs, shorts};
}

/// The rows of a selection, with room that is used again.
class Selecting {
  public:
    Selecting(const Candidates& candidates, const Choice& choice) : c_(candidates), choice_(choice) {}

    void row(std::size_t row, Selection& out) {
        begin_ = row * c_.width;
        gather(row, out);
        const auto [longs, shorts] = sides_of(choice_, there_.size());
        out.longs[row] = static_cast<std::int32_t>(longs);
        out.shorts[row] = static_cast<std::int32_t>(shorts);
        order(longs, there_.size() - shorts);
        hold({there_.begin(), there_.begin() + static_cast<std::ptrdiff_t>(longs)}, 1.0, out.weight);
        hold({there_.end() - static_cast<std::ptrdiff_t>(shorts), there_.end()}, -1.0, out.weight);
    }

  private:
    /// Those that pass, have a rank and have a base.
    void gather(std::size_t row, Selection& out) {
        there_.clear();
        for (std::size_t i = 0; i < c_.width; ++i) {
            const std::size_t cell = begin_ + i;
            if (c_.passes[cell] == 0) continue;
            ++out.passing[row];
            if (!c_.rank.empty() && std::isnan(c_.rank[cell])) {
                ++out.unranked[row];
            } else if (!c_.base.empty() && !(c_.base[cell] > 0.0 && std::isfinite(c_.base[cell]))) {
                ++out.unweighted[row];
            } else {
                there_.push_back(static_cast<std::uint32_t>(i));
            }
        }
    }

    /// The best before `longs`, the worst from `shorts` on.
    void order(std::size_t longs, std::size_t shorts) {
        if (c_.rank.empty()) return; // by column, as they are
        const double* const rank = c_.rank.data() + begin_;
        const auto better = [rank](std::uint32_t a, std::uint32_t b) {
            return rank[a] > rank[b] || (rank[a] == rank[b] && a < b);
        };
        const auto at = [this](std::size_t n) { return there_.begin() + static_cast<std::ptrdiff_t>(n); };
        if (longs < there_.size()) std::nth_element(there_.begin(), at(longs), there_.end(), better);
        if (shorts > longs && shorts < there_.size())
            std::nth_element(at(longs), at(shorts), there_.end(), better);
    }

    void hold(Columns side, double sign, std::vector<double>& weight) {
        std::sort(side.begin(), side.end()); // sums do not turn on the order of ranks
        base_.assign(side.size(), 1.0);
        if (!c_.base.empty())
            for (std::size_t i = 0; i < side.size(); ++i) base_[i] = c_.base[begin_ + side[i]];
        weights_.resize(side.size());
        weigh(base_, choice_.max_weight, weights_);
        for (std::size_t i = 0; i < side.size(); ++i) weight[begin_ + side[i]] = sign * weights_[i];
    }

    const Candidates& c_;
    const Choice& choice_;
    std::size_t begin_ = 0;
    Columns there_;
    std::vector<double> base_, weights_;
};

} // namespace

Selection select(const Candidates& candidates, const Choice& choice) {
    check(candidates, choice);
    Selection out;
    out.weight.assign(candidates.rows * candidates.width, 0.0);
    for (auto* const counts : {&out.passing, &out.unranked, &out.unweighted, &out.longs, &out.shorts})
        counts->assign(candidates.rows, 0);
    Selecting selecting(candidates, choice);
    for (std::size_t row = 0; row < candidates.rows; ++row) selecting.row(row, out);
    return out;
}

} // namespace yanbao::backtest
