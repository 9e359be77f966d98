#include "yanbao/names/securities_csv.hpp"

#include "yanbao/base/error.hpp"

namespace yanbao::names {

namespace {

constexpr std::string_view header = "ticker,name,aliases,listed";

// What stands before the next `end`, which is taken away with it; the whole rest where there is none.
std::string_view take(std::string_view& rest, char end) {
    const std::size_t at = rest.find(end);
    const std::string_view head = rest.substr(0, at);
    rest.remove_prefix(at == rest.npos ? rest.size() : at + 1);
    return head;
}

} // namespace

std::vector<Security> read_csv(std::string_view csv) {
    std::vector<Security> rows;
    std::string_view rest = csv;
    if (take(rest, '\n') != header)
        throw ParseError("securities", 0, "the columns are not " + std::string(header));
    while (!rest.empty()) {
        const std::size_t byte = csv.size() - rest.size();
        std::string_view line = take(rest, '\n');
        const std::string_view ticker = take(line, ',');
        const std::string_view name = take(line, ',');
        std::string_view aliases = take(line, ',');
        const std::size_t dot = ticker.rfind('.');
        if (dot == ticker.npos || dot == 0 || dot + 1 == ticker.size() || name.empty())
            throw ParseError("securities", byte, "a row needs a ticker such as 600570.SH and a name");
        Security s{{std::string(ticker.substr(0, dot)), std::string(ticker.substr(dot + 1))},
                   std::string(name),
                   {},
                   {}};
        while (!aliases.empty()) s.aliases.emplace_back(take(aliases, '|'));
        if (!line.empty() && !(s.listed = Date::parse_iso(line)))
            throw ParseError("securities", byte, "the listing day is not a day such as 2003-12-16");
        rows.push_back(std::move(s));
    }
    return rows;
}

} // namespace yanbao::names
