#pragma once
// A figure in a cell, in canonical units, by the unit in the cell or else in the header.

#include "yanbao/facts/context.hpp"
#include "yanbao/table/grid.hpp"

namespace yanbao::facts {

/// How the figures of a column (or row) of a table are printed.
struct FigureUnit {
    double scale = 1.0;         ///< of a bare number
    bool known = false;         ///< a unit is printed in the header, row label or caption
    std::string_view dimension; ///< of that unit
    std::string_view currency;  ///< that it names
};

struct CellValue {
    Measured value;
    std::string_view currency;  ///< printed in the cell itself
    bool has_unit = false;      ///< the cell prints its own unit
    std::string_view dimension; ///< of that unit
    bool spaced = false;        ///< white space inside the number was mended
    bool folded = false;        ///< full-width digits, or another minus sign
};

/// Nothing where the cell holds no number.
std::optional<CellValue> cell_value(const Context& context, text::Range cell, const FigureUnit& unit);

/// The first unit that a text (caption, label) prints in brackets or behind a colon; of this dimension where one is given.
FigureUnit unit_in(const Context& context, text::Range text, std::string_view dimension = {});

/// Counts of mechanical repairs in one table, for one finding a code.
struct Repairs {
    std::uint32_t spaced = 0, folded = 0;
    void count(const CellValue& v) noexcept {
        spaced += v.spaced ? 1 : 0;
        folded += v.folded ? 1 : 0;
    }
};
void report_repairs(Facts& facts, const Context& context, const Repairs& repairs, std::int64_t table_id,
                    text::Range at);

} // namespace yanbao::facts
