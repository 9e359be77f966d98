#pragma once
// Where a report prints the names of houses, known ones and others.

#include "yanbao/facts/context.hpp"

#include <string>
#include <vector>

namespace yanbao::facts {

/// A house's name as it stands in the text.
struct HouseName {
    std::string name; ///< the registry's short name, else as printed
    text::Range range;
    std::uint32_t block = 0;
    bool research = false;   ///< its research institute
    bool company = false;    ///< its legal form follows: 股份有限公司
    bool latin = false;      ///< printed in Latin letters
    bool whole_line = false; ///< a name that is not known, with a printed line to itself
};

/// All of them, in order: of tables only where a cell says what its source is.
std::vector<HouseName> house_names(const Context& context);

} // namespace yanbao::facts
