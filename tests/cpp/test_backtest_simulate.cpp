#include "golden.hpp"

#include "yanbao/backtest/simulate.hpp"
#include "yanbao/base/error.hpp"

using namespace yanbao::backtest;
using golden::json;

namespace {

std::vector<double> flat(const json& rows) {
    std::vector<double> out;
    for (const json& row : rows)
        for (const double each : golden::numbers(row)) out.push_back(each);
    return out;
}

/// Arrays of a case, which the spans of a market point to.
struct Held {
    explicit Held(const json& c)
        : open(flat(c["open"])), close(flat(c["close"])), reference(flat(c["reference"])),
          weight(flat(c["weight"])), ones(c["open"].size(), 1.0),
          plan(c["plan"].get<std::vector<std::int32_t>>()), lot(2, c.value("lot", 0.0)), tick(2, 0.01),
          stock_zero(2, 0), number(open.size() / 2, 0), row(open.size(), has_row) {
        for (const json& action : c["actions"]) {
            session.push_back(action[0]);
            stock.push_back(action[1]);
            split.push_back(action[2]);
            dividend.push_back(action[3]);
        }
    }
    Market market() const {
        Market m;
        m.sessions = static_cast<std::int32_t>(ones.size());
        m.stocks = 2;
        m.fill = m.lowest = m.highest = open;
        m.close = close;
        m.reference = reference;
        m.state = row;
        m.exchange = m.board = m.listed = m.currency = m.calendar = stock_zero;
        m.number = number;
        m.own_lot = lot;
        m.tick = tick;
        m.rate_open = m.rate_close = m.days = ones;
        m.actions = {session, stock, split, dividend};
        return m;
    }
    std::vector<double> open, close, reference, weight, ones, split, dividend;
    std::vector<std::int32_t> plan, session, stock;
    std::vector<double> lot, tick;
    std::vector<std::int32_t> stock_zero, number;
    std::vector<std::uint8_t> row;
};

FeeTable fees_of(bool exact) {
    const std::vector<FeeLine> lines{{0, 0, Side::sell, 0.001, 0.0, 5.0,
                                      std::numeric_limits<double>::quiet_NaN(), Rounding::cent, 0, 1000}};
    return {lines, 1, exact};
}

Outcome run(const json& c, const Held& held) {
    Terms terms;
    terms.cash = c["cash"];
    terms.exact = c["exact"];
    return simulate(held.market(), {held.plan, held.weight}, fees_of(terms.exact), Rulebook{}, terms);
}

} // namespace

TEST_CASE("Portfolios worked by hand") {
    const json file = golden::read("backtest/simulation.json");
    for (const json& c : file["cases"]) {
        INFO(c["name"].get<std::string>());
        const Held held(c);
        const Outcome out = run(c, held);
        const double near = file["tolerance"];
        golden::check("equity", out.equity, c["equity"], near);
        golden::check("bought", out.bought, c["bought"], near);
        golden::check("sold", out.sold, c["sold"], near);
        golden::check("fees", out.fees, c["fees"], near);
    }
}

TEST_CASE("What a market cannot be") {
    const json c = golden::read("backtest/simulation.json")["cases"][2];
    Held held(c);
    SECTION("a split of nothing") {
        held.split[0] = 0.0;
        CHECK_THROWS_AS(run(c, held), yanbao::InvalidValue);
    }
    SECTION("a calendar that is not there") {
        held.number.pop_back();
        CHECK_THROWS_AS(run(c, held), yanbao::ShapeMismatch);
        held.number.assign(held.ones.size(), 0);
        held.stock_zero[1] = 1;
        CHECK_THROWS_AS(run(c, held), yanbao::InvalidValue);
    }
    SECTION("prices of another shape") {
        held.close.pop_back();
        CHECK_THROWS_AS(run(c, held), yanbao::ShapeMismatch);
    }
    SECTION("a session that is not there") {
        held.plan[0] = 2;
        CHECK_THROWS_AS(run(c, held), yanbao::InvalidValue);
    }
    SECTION("a weight without a number") {
        held.weight[0] = std::numeric_limits<double>::quiet_NaN();
        CHECK_THROWS_AS(run(c, held), yanbao::InvalidValue);
    }
}

TEST_CASE("What lots leave of an order") {
    const json c = golden::read("backtest/simulation.json")["cases"][1]; // 10,000 at 10.01 and 3.33
    Held held(c);
    held.weight = {0.4, 0.4, 0.48, 0.4}; // 399.6 and 1201.2 shares, then 479.5 of the first
    const Outcome out = run(c, held);
    CHECK(out.trades.shares == std::vector<double>{300.0, 1200.0, 100.0});
    REQUIRE(out.refusals.session.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(out.refusals.stock[i] == 0);
        CHECK(out.refusals.reason[i] == static_cast<std::uint8_t>(Refusal::below_lot));
        CHECK(out.refusals.wanted[i] == Approx((i == 0 ? 4000.0 : 4800.0) / 10.01 - (i == 0 ? 0.0 : 300.0)));
        CHECK(out.refusals.filled[i] == (i == 0 ? 300.0 : 100.0));
    }
    CHECK(out.unsized[0] == Approx(4000.0 - 3003.0 + 4000.0 - 3996.0));
    CHECK(out.unsized[1] == Approx(4800.0 - 4004.0 + 4000.0 - 3996.0));
}

TEST_CASE("Interest is of what lay there overnight") {
    const json c = golden::read("backtest/simulation.json")["cases"][2];
    Held held(c);
    held.weight = {0.5, 0.0}; // 25 shares, 500 in cash, a dividend of 25
    Terms terms;
    terms.cash = c["cash"];
    terms.cash_rate = 3.65; // a hundredth a day
    const Outcome out = simulate(held.market(), {held.plan, held.weight}, fees_of(true), Rulebook{}, terms);
    CHECK(out.dividends[1] == 25.0);
    CHECK(out.interest[1] == 5.0);
}
