#pragma once
// Which columns of a table are EPS and PE, told from the figures alone: where the header is garbled, price x
// k = EPS x PE still holds in every row, with one k for all its years.

#include "yanbao/base/interval.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace yanbao::witness {

/// The rounding intervals of a column; an empty interval where the cell holds no number.
using NumberColumn = std::vector<Interval>;

struct ColumnRoles {
    std::optional<std::size_t> price; ///< nothing where no column may be the price
    std::vector<std::size_t> eps, pe; ///< one a year each, in the order of the EPS columns
    std::size_t rows_told = 0;        ///< rows that could have contradicted it
    std::size_t rows_agree = 0;
    bool sides_sure = false; ///< EPS told from PE by their size; else the left one is taken for EPS
    bool in_order = false;   ///< the PE columns come in the same order as those of EPS

    double share() const noexcept {
        return rows_told == 0 ? 0.0 : static_cast<double>(rows_agree) / static_cast<double>(rows_told);
    }
};

struct ColumnSettings {
    std::optional<std::size_t> price;    ///< known, as where its header is legible
    std::optional<std::size_t> years;    ///< how many EPS columns there are, where the header says
    double share = 0.8;                  ///< of the rows that must agree; the rest may hold wrong digits
    double bits = 24.0;                  ///< evidence that an answer needs: chance agreement is 2^-bits
    std::size_t rows = 64, columns = 16; ///< looked at; the cost is quartic in columns, linear in rows
};

/// The assignment with the most evidence; nothing where there is too little.
std::optional<ColumnRoles> assign_columns(std::span<const NumberColumn> columns,
                                          const ColumnSettings& settings = {});

/// How much of a reading that is already made (by a header, or by another candidate) the figures bear out:
/// rows that agree, of those that could contradict.
ColumnRoles check_columns(std::span<const NumberColumn> columns, std::size_t price,
                          std::vector<std::size_t> eps, std::vector<std::size_t> pe);

} // namespace yanbao::witness
