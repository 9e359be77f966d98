#include "catch.hpp"

#include "yanbao/panel/by_ticker.hpp"
#include "yanbao/panel/live_values.hpp"
#include "yanbao/panel/radix.hpp"

#include <cmath>
#include <random>

using namespace yanbao::panel;

namespace {

struct Item {
    std::int32_t key, place;
};

} // namespace

TEST_CASE("Sorting by bytes is stable, for few and for many, for any int32") {
    std::mt19937 random(7);
    for (const int n : {0, 1, 2, 24, 25, 1000}) {
        for (const std::uint32_t keys : {1u, 3u, 300u, 0xffffffffu}) {
            std::vector<Item> items, spare;
            for (int i = 0; i < n; ++i)
                items.push_back({static_cast<std::int32_t>(random() % keys - keys / 2), i});
            auto expected = items;
            std::stable_sort(expected.begin(), expected.end(),
                             [](const Item& a, const Item& b) { return a.key < b.key; });
            radix_sort(std::span(items), spare,
                       [](const Item& x) -> std::uint64_t { return ordered(x.key); });
            bool same = true;
            for (std::size_t i = 0; i < items.size(); ++i)
                same = same && items[i].key == expected[i].key && items[i].place == expected[i].place;
            INFO(n << " of " << keys);
            CHECK(same);
        }
    }
}

TEST_CASE("Of two keys the first counts more, and signs are kept") {
    CHECK(ordered(-1) < ordered(0));
    CHECK(ordered(1, -5) < ordered(1, 4));
    CHECK(ordered(1, 4) < ordered(2, -5));
    CHECK(ordered(-2, 9) < ordered(-1, -9));
}

TEST_CASE("Rows of a ticker lie side by side in their order") {
    const std::vector<std::int32_t> ticker{2, 0, 2, 1, 2};
    const ByTicker<Item> rows(
        ticker, {1, 4}, [](std::size_t i) { return i != 2; },
        [&](std::size_t i) { return Item{ticker[i], static_cast<std::int32_t>(i)}; });
    CHECK(rows.of(0).size() == 1);
    REQUIRE(rows.of(2).size() == 2);
    CHECK(rows.of(2)[0].place == 0);
    CHECK(rows.of(2)[1].place == 4);
    CHECK(rows.of(3).empty());
}

TEST_CASE("What came and went leaves no trace in a mean") {
    std::mt19937 random(11);
    LiveValues live;
    std::vector<double> kept;
    for (int turn = 0; turn < 2000; ++turn) {
        const int changes = turn % 50 == 0 ? 30 : 2;
        for (int i = 0; i < changes; ++i) {
            if (!kept.empty() && random() % 2 == 0) {
                const std::size_t gone = random() % kept.size();
                live.remove(kept[gone]);
                kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(gone));
            } else {
                kept.push_back(std::ldexp(double(random() % 97) / 3.0, int(random() % 60)));
                live.add(kept.back());
            }
        }
        LiveValues fresh;
        for (const double x : kept) fresh.add(x);
        const Summary a = live.summary(), b = fresh.summary();
        REQUIRE(a.count == static_cast<std::int32_t>(kept.size()));
        if (kept.empty()) continue;
        REQUIRE(a.mean == b.mean);
        REQUIRE(a.median == b.median);
        REQUIRE((a.low == b.low && a.high == b.high));
        if (a.count > 2) REQUIRE(a.deviation == b.deviation);
    }
}

TEST_CASE("A mean lies among its values") {
    LiveValues live;
    for (int i = 0; i < 3; ++i) live.add(0.1);
    const Summary s = live.summary();
    CHECK(s.mean == 0.1);
    CHECK(s.deviation == 0.0);
    live.clear();
    CHECK(live.count() == 0);
    CHECK(std::isnan(live.mean()));
    CHECK(std::isnan(live.summary().high));
}
