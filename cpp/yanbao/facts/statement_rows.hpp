#pragma once
// The rows of one part of a statement, with what each stands for settled among its neighbours.

#include "yanbao/facts/own_figure.hpp"
#include "yanbao/facts/statement_label.hpp"

#include <vector>

namespace yanbao::facts {

/// A row of figures of one metric.
struct StatementRow {
    std::uint32_t row = 0; ///< of the grid
    text::Range label;
    FigureKind kind;
    ColumnStory story = ColumnStory::present;
    std::string_view listing;     ///< of the company's two, where the label says which
    bool shares_by_title = false; ///< in per cent by a title over several rows, not by its own label
};

/// Of rows under a part's years, those whose metric is sure: profit with and without minorities, growth under its own level,
/// sections of growth rates and of cash flows told apart.  `table_unit` is that of money without another.
std::vector<StatementRow> statement_rows(const Context& context, const StatementLabels& labels,
                                         const table::Grid& grid, const YearPart& part,
                                         StatementSection section, const FigureUnit& table_unit);

} // namespace yanbao::facts
