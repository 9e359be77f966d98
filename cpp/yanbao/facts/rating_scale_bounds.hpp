#pragma once
// What a clause of a rating scale says in figures: 优于市场代表性指数20%以上, 介于±10%之间, 弱于...5%—15%.

#include "yanbao/facts/meta_words.hpp"

#include <optional>

namespace yanbao::facts {

struct ScaleBounds {
    std::optional<double> low, high;
    text::Range low_at, high_at;
    bool unreadable = false; ///< figures are printed, but not well enough
    bool level = false;      ///< as the benchmark, without figures
};

/// Reads clauses of one document.
class BoundsReader {
  public:
    explicit BoundsReader(const Context& context);
    /// Nothing where the clause does not speak of a return against something.
    std::optional<ScaleBounds> read(text::Range clause) const;

  private:
    struct Percent {
        double value = 0.0;
        bool minus = false, plus = false, both = false;
        bool readable = true;
        text::Range range; ///< with its sign
    };
    struct Said {
        bool above = false, below = false, gain = false, loss = false, more = false, less = false,
             level = false, relative = false;
    };
    std::vector<Percent> percents_in(text::Range clause) const;
    std::uint32_t sign_end(std::uint32_t at, text::Range clause) const;
    std::optional<Percent> spelt_out(std::uint32_t at, text::Range clause) const;
    bool has_bare_bound(text::Range clause) const;
    Percent percent_before(std::uint32_t begin, std::uint32_t sign) const;
    std::optional<Percent> first_of_range(std::uint32_t begin, const Percent& second) const;
    Said said_in(text::Range r) const;
    char32_t sign_before(text::Range clause, const Percent& p) const;
    bool said_within(text::Range before) const;
    bool said_either_way(text::Range before) const;
    bool less_right_before(text::Range clause, std::uint32_t at) const;
    ScaleBounds one(text::Range clause, const Percent& p, const Said& said) const;
    static ScaleBounds two(const Percent& a, const Percent& b, const Said& before);

    const text::Atoms& a_;
    Words words_, indexes_, points_;
};

} // namespace yanbao::facts
