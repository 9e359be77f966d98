#pragma once
// A column of changes that are printed behind arrows, which scanners lose: ↑ 3.18%, ↓- 0.53%, 1 4.46%, 1-46.78%.

#include "yanbao/facts/context.hpp"

#include <vector>

namespace yanbao::facts {

enum class Arrow : std::uint8_t { none, up, down };

/// One printed change.  `lead` is what stands before sign and digits: an arrow, what a scanner made of it, nothing.
struct PrintedChange {
    Arrow arrow = Arrow::none;
    text::Range lead;
    text::Range number; ///< digits and point
    bool minus = false;
    std::uint32_t percents = 0; ///< of the cell; two are two values
    double value = 0.0;         ///< without sign, a share of the whole
    double half_unit = 0.0;
};

/// What a cell of the column means.
struct Change {
    std::optional<Measured> value;
    bool arrow_lost = false;
    bool merged = false;
    std::string doubt; ///< why the value is left out, or what contradicts it; empty where nothing does
};

/// Nothing where the cell holds no number with a percent sign.
std::optional<PrintedChange> printed_change(const text::Atoms& atoms, text::Range cell);

/// How a column uses arrows and minus signs, from all of its cells.
class ChangeColumn {
  public:
    void learn(const PrintedChange& change);
    Change read(const text::Atoms& atoms, const PrintedChange& change) const;

  private:
    bool could_hide_arrow(const text::Atoms& atoms, const PrintedChange& change) const;
    bool arrows() const noexcept { return ups_ + downs_ > 0; }
    bool arrows_give_sign() const noexcept { return downs_ > 0 && minuses_ == 0; }

    std::uint32_t ups_ = 0, downs_ = 0, minuses_ = 0;
};

} // namespace yanbao::facts
