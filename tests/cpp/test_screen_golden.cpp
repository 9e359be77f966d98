#include "golden.hpp"

#include "yanbao/screen/evaluate.hpp"

#include <list>

using namespace yanbao::screen;
using golden::json;

namespace {

/// The arrays that a panel looks at, and the panel.
struct Case {
    std::list<std::vector<double>> arrays;
    std::list<std::vector<std::uint8_t>> flags;
    Panel panel;

    explicit Case(const json& c) {
        for (const json& column : c.value("columns", json::array())) {
            NumberColumn view;
            view.value = keep(column.at("value"));
            if (column.contains("low")) {
                view.low = keep(column.at("low"));
                view.high = keep(column.at("high"));
            }
            view.open_means_gap = column.value("open_means_gap", true);
            panel.columns.push_back(view);
        }
        for (const json& flag : c.value("flags", json::array()))
            panel.flags.push_back(flags.emplace_back(flag.get<std::vector<std::uint8_t>>()));
        panel.sections = c.value<std::size_t>("sections", 1);
        const std::size_t cells =
            panel.columns.empty() ? panel.flags.front().size() : panel.columns.front().value.size();
        panel.width = cells / panel.sections;
    }
    std::span<const double> keep(const json& list) { return arrays.emplace_back(golden::numbers(list)); }
};

std::vector<Step> steps(const json& list) {
    std::vector<Step> out;
    for (const json& step : list) {
        const auto op = op_of(step[0].get<std::string>());
        REQUIRE(op);
        Step s{*op, 0, 0.0};
        if (*op == Op::constant)
            s.value = step[1];
        else if (step.size() > 1)
            s.index = step[1];
        out.push_back(s);
    }
    return out;
}

void check_terms(const std::vector<TermCounts>& found, const json& expected) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t t = 0; t < found.size(); ++t) {
        INFO("term " << t);
        CHECK(found[t].first == expected[t]["first"].get<std::size_t>());
        CHECK(found[t].last == expected[t]["last"].get<std::size_t>());
        CHECK(found[t].yes == expected[t]["yes"].get<std::size_t>());
        CHECK(found[t].no == expected[t]["no"].get<std::size_t>());
        CHECK(found[t].unknown == expected[t]["unknown"].get<std::size_t>());
        CHECK(found[t].alone == expected[t]["alone"].get<std::size_t>());
    }
}

} // namespace

TEST_CASE("Golden programs of the screen") {
    const json cases = golden::read("screen/programs.json");
    const double tolerance = cases.at("tolerance");
    for (const json& c : cases.at("cases")) {
        INFO(c.at("name").get<std::string>());
        const Case data(c);
        const Program program(steps(c.at("steps")), data.panel.columns.size(), data.panel.flags.size());
        if (c.contains("truth")) {
            const Screened found = screen(program, data.panel);
            golden::check("truth", found.truth, c.at("truth"), 0.0);
            if (c.contains("terms")) check_terms(found.terms, c.at("terms"));
            continue;
        }
        const Computed found = compute(program, data.panel);
        golden::check("value", found.value, c.at("value"), tolerance);
        if (!c.contains("low")) continue;
        golden::check("low", found.low, c.at("low"), tolerance);
        golden::check("high", found.high, c.at("high"), tolerance);
    }
}
