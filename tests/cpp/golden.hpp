#pragma once
// Golden cases that Catch2 and pytest both run: tests/data/<folder>/*.json.  null is NaN, "inf" and "-inf"
// unbounded.

#include "catch.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

namespace golden {

using nlohmann::json;

inline json read(const std::string& path) {
    std::ifstream file(std::string(YANBAO_TEST_DATA) + "/" + path);
    REQUIRE(file);
    return json::parse(file);
}

inline double number(const json& x) {
    if (x.is_null()) return std::numeric_limits<double>::quiet_NaN();
    if (!x.is_string()) return x.get<double>();
    const double inf = std::numeric_limits<double>::infinity();
    return x.get<std::string>() == "inf" ? inf : -inf;
}

inline std::vector<double> numbers(const json& list) {
    std::vector<double> out;
    for (const json& x : list) out.push_back(number(x));
    return out;
}

inline bool same(double found, double expected, double tolerance) {
    if (std::isnan(expected)) return std::isnan(found);
    if (std::isinf(expected)) return found == expected;
    return std::abs(found - expected) <= tolerance * std::max(1.0, std::abs(expected));
}

template<class Values>
void check(const char* what, const Values& found, const json& expected, double tolerance) {
    const std::vector<double> want = numbers(expected);
    REQUIRE(static_cast<std::size_t>(std::size(found)) == want.size());
    auto at = std::begin(found);
    for (std::size_t i = 0; i < want.size(); ++i, ++at) {
        const auto value = static_cast<double>(*at);
        INFO(what << "[" << i << "] found " << value << " expected " << want[i]);
        CHECK(same(value, want[i], tolerance));
    }
}

} // namespace golden
