#pragma once
// The month in which a company's fiscal years end, where a report prints it.

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// The month of a table's corner that says FY Mar; 0 where it says none.
int year_end_of_corner(const Context& context, text::Range corner);

/// The month that a text prints for the end of fiscal years: (FYE 31 Mar), fiscal year to 30 June; 0 where it prints none.
int printed_year_end(const Context& context, text::Range r);

/// That of the report's own company, from anywhere in the report; companies of the mainland end theirs in December by law.
/// Where several are printed none is taken (-1), with a finding.
void read_year_end(const Context& context, Facts& facts);

} // namespace yanbao::facts
