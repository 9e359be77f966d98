#include "yanbao/facts/themes.hpp"

#include "yanbao/facts/theme_english.hpp"
#include "yanbao/facts/theme_merge.hpp"
#include "yanbao/facts/theme_nameless.hpp"
#include "yanbao/facts/theme_table.hpp"

#include <utility>

namespace yanbao::facts {

void read_themes(const Context& context, const std::vector<table::Grid>& grids, Facts& facts) {
    ThemeLists lists = read_theme_lists(context, facts);
    read_english_picks(context, facts, lists);
    read_theme_tables(context, grids, facts, lists);
    name_nameless(context, lists, facts);
    add_themes(context, std::move(lists), facts);
}

} // namespace yanbao::facts
