#include "yanbao/facts/tables.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/facts/table_columns.hpp"

#include <algorithm>
#include <array>

namespace yanbao::facts {

namespace {

// A table of the schema: its columns, and its rows as the facts that they are.
struct TableOf {
    std::string_view name;
    ColumnTable (*columns)(const Facts&, const layout::Document&);
    std::size_t (*rows)(const Facts&);
    const Fact& (*row)(const Facts&, std::size_t);
};

template<auto member>
constexpr TableOf table_of(std::string_view name,
                           ColumnTable (*make)(const Facts&, const layout::Document&)) {
    return {name, make, [](const Facts& f) { return (f.*member).size(); },
            [](const Facts& f, std::size_t row) -> const Fact& { return (f.*member)[row]; }};
}

constexpr auto registry = std::to_array<TableOf>({
    {"meta", columns::meta, [](const Facts&) { return std::size_t{1}; },
     [](const Facts& f, std::size_t) -> const Fact& { return f.meta; }},
    table_of<&Facts::analysts>("analysts", columns::analysts),
    table_of<&Facts::coverage>("coverage", columns::coverage),
    table_of<&Facts::estimates>("estimates", columns::estimates),
    table_of<&Facts::quotes>("quotes", columns::quotes),
    table_of<&Facts::themes>("themes", columns::themes),
    table_of<&Facts::market>("market", columns::market),
    table_of<&Facts::rankings>("rankings", columns::rankings),
    table_of<&Facts::announcements>("announcements", columns::announcements),
    table_of<&Facts::news>("news", columns::news),
    table_of<&Facts::web_traffic>("web_traffic", columns::web_traffic),
    table_of<&Facts::events>("events", columns::events),
    table_of<&Facts::rating_scale>("rating_scale", columns::rating_scale),
    table_of<&Facts::benchmarks>("benchmarks", columns::benchmarks),
    table_of<&Facts::references>("references", columns::references),
    table_of<&Facts::risks>("risks", columns::risks),
    table_of<&Facts::figures>("figures", columns::figures),
    table_of<&Facts::ratios>("ratios", columns::ratios),
    table_of<&Facts::tables>("tables", columns::tables),
    // a finding is no fact: its places are its spans
    {"findings", columns::findings, [](const Facts& f) { return f.findings.size(); }, nullptr},
});

constexpr auto name_list = [] {
    std::array<std::string_view, registry.size()> out;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = registry[i].name;
    return out;
}();

const TableOf& find(std::string_view name) {
    const auto at =
        std::find_if(registry.begin(), registry.end(), [&](const TableOf& t) { return t.name == name; });
    if (at == registry.end()) throw UnknownName("table", name);
    return *at;
}

} // namespace

std::span<const std::string_view> table_names() noexcept { return name_list; }

ColumnTable to_table(const Facts& facts, const layout::Document& document, std::string_view name) {
    return find(name).columns(facts, document);
}

Places places(const Facts& facts, std::string_view name, std::size_t row) {
    const TableOf& table = find(name);
    if (row >= table.rows(facts)) throw InvalidValue("row of " + std::string(name), std::to_string(row));
    if (!table.row) return {facts.findings[row].spans, {}};
    const Fact& fact = table.row(facts, row);
    return {fact.at.empty() ? std::vector<Span>{} : std::vector<Span>{fact.at}, fact.fields};
}

} // namespace yanbao::facts
