#include "yanbao/facts/themes.hpp"

#include "yanbao/facts/theme_merge.hpp"
#include "yanbao/facts/theme_nameless.hpp"

#include <utility>

namespace yanbao::facts {

void read_themes(const Context& context, Facts& facts) {
    ThemeLists lists = read_theme_lists(context, facts);
    name_nameless(context, lists, facts);
    add_themes(context, std::move(lists), facts);
}

} // namespace yanbao::facts
