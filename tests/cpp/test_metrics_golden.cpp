#include "golden.hpp"

#include "yanbao/metrics/aggregate.hpp"
#include "yanbao/metrics/growth.hpp"
#include "yanbao/metrics/rating.hpp"
#include "yanbao/metrics/valuation.hpp"

#include <functional>
#include <map>

using namespace yanbao::metrics;
using golden::json;

namespace {

Array array(const json& list) {
    const std::vector<double> values = golden::numbers(list);
    return Eigen::Map<const Array>(values.data(), std::ssize(values));
}

Bounds bounds(const json& x) { return {array(x.at("low")), array(x.at("high"))}; }

MembershipMatrix matrix(const json& rows) {
    MembershipMatrix out(std::ssize(rows), rows.empty() ? 0 : std::ssize(rows[0]));
    for (Eigen::Index r = 0; r < out.rows(); ++r)
        for (Eigen::Index c = 0; c < out.cols(); ++c)
            out(r, c) = rows[std::size_t(r)][std::size_t(c)].get<Strength>();
    return out;
}

void check(const Explained& found, const json& c, double tolerance) {
    golden::check("value", found.value, c.at("value"), tolerance);
    for (Eigen::Index i = 0; i < found.value.size(); ++i)
        CHECK(name(found.reason[i]) == c.at("reason")[std::size_t(i)]);
}

void check(const Bounds& found, const json& c, double tolerance) {
    golden::check("low", found.low, c.at("low"), tolerance);
    golden::check("high", found.high, c.at("high"), tolerance);
}

template<class Group, class Field>
void check(const std::vector<Group>& groups, Field Group::* field, const char* name, const json& c,
           double tolerance) {
    std::vector<double> values;
    for (const Group& group : groups) values.push_back(static_cast<double>(group.*field));
    golden::check(name, values, c.at(name), tolerance);
}

void run(const json& c, double tolerance) {
    const std::string function = c.at("function");
    const json& a = c.at("args");
    const auto least = a.value<Strength>("least", 1);
    if (function == "pe") return check(pe(array(a["price"]), array(a["k"]), array(a["eps"])), c, tolerance);
    if (function == "earnings_yield")
        return check(earnings_yield(array(a["price"]), array(a["k"]), array(a["eps"])), c, tolerance);
    if (function == "peg") return check(peg(array(a["pe"]), array(a["growth"])), c, tolerance);
    if (function == "pe_bounds")
        return check(pe_bounds(bounds(a["price"]), bounds(a["k"]), bounds(a["eps"])), c, tolerance);
    if (function == "earnings_yield_bounds")
        return check(earnings_yield_bounds(bounds(a["price"]), bounds(a["k"]), bounds(a["eps"])), c,
                     tolerance);
    if (function == "peg_bounds")
        return check(peg_bounds(bounds(a["pe"]), bounds(a["growth"])), c, tolerance);
    if (function == "growth") return check(growth(array(a["base"]), array(a["end"])), c, tolerance);
    if (function == "cagr")
        return check(cagr(array(a["base"]), array(a["end"]), a["years"].get<int>()), c, tolerance);
    if (function == "growth_bounds")
        return check(growth_bounds(bounds(a["base"]), bounds(a["end"])), c, tolerance);
    if (function == "cagr_bounds")
        return check(cagr_bounds(bounds(a["base"]), bounds(a["end"]), a["years"].get<int>()), c, tolerance);
    if (function == "group_pe") {
        const auto groups =
            group_pe(array(a["market_cap"]), array(a["earnings"]), matrix(a["matrix"]), least);
        check(groups, &GroupPe::by_sum, "by_sum", c, tolerance);
        check(groups, &GroupPe::harmonic, "harmonic", c, tolerance);
        check(groups, &GroupPe::median, "median", c, tolerance);
        check(groups, &GroupPe::members, "members", c, tolerance);
        check(groups, &GroupPe::n, "n", c, tolerance);
        check(groups, &GroupPe::profitable, "profitable", c, tolerance);
        return check(groups, &GroupPe::cap_coverage, "cap_coverage", c, tolerance);
    }
    if (function == "group_growth") {
        const auto groups = group_growth(array(a["base"]), array(a["end"]), matrix(a["matrix"]), least);
        check(groups, &GroupGrowth::by_sum, "by_sum", c, tolerance);
        check(groups, &GroupGrowth::median, "median", c, tolerance);
        check(groups, &GroupGrowth::members, "members", c, tolerance);
        return check(groups, &GroupGrowth::n, "n", c, tolerance);
    }
    if (function == "membership") {
        std::vector<Member> members;
        for (const json& m : a["members"]) members.push_back({m[0], m[1], m[2]});
        const auto parents = a["parent_of"].get<std::vector<std::int32_t>>();
        const MembershipMatrix found = membership(members, a["securities"], a["themes"], parents);
        CHECK((found == matrix(c["matrix"])).all());
        return;
    }
    if (function == "excess_return") {
        std::vector<ExcessReturn> scale;
        for (const json& step : a["scale"])
            scale.push_back({golden::number(step[0]), golden::number(step[1])});
        return check(excess_return(a["label"].get<std::vector<std::int32_t>>(), scale), c, tolerance);
    }
    FAIL("no function " << function);
}

} // namespace

TEST_CASE("Golden cases of the metrics") {
    for (const char* file : {"valuation", "growth", "group"}) {
        const json cases = golden::read(std::string("metrics/") + file + ".json");
        for (const json& c : cases.at("cases")) {
            INFO(c.at("name").get<std::string>());
            run(c, c.value("tolerance", cases.at("tolerance").get<double>()));
        }
    }
}
