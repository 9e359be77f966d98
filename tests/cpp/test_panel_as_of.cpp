#include "catch.hpp"

#include "yanbao/panel/as_of.hpp"

#include <cmath>
#include <limits>
#include <vector>

using namespace yanbao::panel;
using Ints = std::vector<std::int32_t>;

namespace {

constexpr std::int32_t least = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t most = std::numeric_limits<std::int32_t>::max();

Ints used(const Ints& ticker, const Ints& session, const Ints& last, Grid grid) {
    const std::vector<double> value(ticker.size(), 1.0);
    return newest_row({ticker, session, value, last}, grid);
}

} // namespace

TEST_CASE("A cell uses the newest row known by its session") {
    // two tickers, four sessions; rows in no order
    CHECK(used({0, 1, 0}, {2, 1, 0}, {}, {4, 2}) == Ints{2, -1, 2, 1, 0, 1, 0, 1});
}

TEST_CASE("Of rows of one session the latest in the input counts") {
    CHECK(used({0, 0}, {1, 1}, {}, {3, 1}) == Ints{-1, 1, 1});
    CHECK(used({0, 0}, {1, 1}, {most, most}, {3, 1}) == Ints{-1, 1, 1});
    CHECK(used({0, 0, 0}, {-5, -5, -6}, {}, {2, 1}) == Ints{1, 1}); // before the panel too
}

TEST_CASE("When a row ends, an older one counts only if it is still live") {
    CHECK(used({0, 0}, {0, 1}, {4, 2}, {6, 1}) == Ints{0, 1, 1, 0, 0, -1});
    CHECK(used({0, 0}, {0, 1}, {1, 2}, {6, 1}) == Ints{0, 1, 1, -1, -1, -1});
    // the one in the middle ends first, the newest in turn
    CHECK(used({0, 0, 0}, {0, 1, 2}, {5, 3, 4}, {7, 1}) == Ints{0, 1, 2, 2, 2, 0, -1});
}

TEST_CASE("A row that ends before it is known is never seen") {
    CHECK(used({0, 0}, {0, 2}, {9, 1}, {4, 1}) == Ints{0, 0, 0, 0});
}

TEST_CASE("Sessions may be any number") {
    CHECK(used({0, 0, 0}, {least, most, 4}, {}, {2, 1}) == Ints{0, 0});
    CHECK(used({0, 0, 0}, {least, most, 4}, {most, most, most}, {2, 1}) == Ints{0, 0});
    CHECK(used({0, 0}, {least, -1}, {least, 0}, {2, 1}) == Ints{1, -1});
}

TEST_CASE("A value that is NaN withdraws what was known before") {
    const std::vector<double> value{1.5, missing};
    const auto row = newest_row({Ints{0, 0}, Ints{0, 1}, value, {}}, {3, 1});
    CHECK(row == Ints{0, 1, 1});
    const auto values = values_of(row, value);
    CHECK(values[0] == 1.5);
    CHECK(std::isnan(values[1]));
    CHECK_THROWS_AS(values_of({2}, value), yanbao::InvalidValue);
}

TEST_CASE("Without rows every cell is empty; without cells there is nothing") {
    CHECK(used({}, {}, {}, {2, 1}) == Ints{-1, -1});
    CHECK(used({0}, {0}, {}, {0, 1}).empty());
    CHECK(used({}, {}, {}, {1, 0}).empty());
}

TEST_CASE("Rows and grids that do not fit are refused") {
    CHECK_THROWS_AS(used({2}, {0}, {}, {1, 2}), yanbao::InvalidValue);
    CHECK_THROWS_AS(used({-1}, {0}, {}, {1, 2}), yanbao::InvalidValue);
    CHECK_THROWS_AS(used({0}, {0}, {}, {0, 0}), yanbao::InvalidValue);
    CHECK_THROWS_AS(used({0}, {0, 1}, {}, {1, 1}), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(used({0}, {0}, {1, 2}, {1, 1}), yanbao::ShapeMismatch);
    CHECK_THROWS_AS(used({}, {}, {}, {-1, 1}), yanbao::InvalidValue);
    CHECK_THROWS_AS(used({}, {}, {}, {1, -1}), yanbao::InvalidValue);
    CHECK_THROWS_AS(used({}, {}, {}, {most, most}), yanbao::LimitExceeded);
}
