#include "yanbao/facts/themes.hpp"

#include "yanbao/facts/theme_merge.hpp"

namespace yanbao::facts {

void read_themes(const Context& context, Facts& facts) {
    add_themes(context, read_theme_lists(context, facts), facts);
}

} // namespace yanbao::facts
