#include "yanbao/backtest/inputs.hpp"

#include "yanbao/base/error.hpp"

#include <cmath>
#include <string>

namespace yanbao::backtest {

namespace {

void require(std::string_view what, std::size_t expected, std::size_t found) {
    if (expected != found) throw ShapeMismatch(what, expected, found);
}

void require_below(std::string_view what, std::span<const std::int32_t> values, std::int32_t end) {
    for (const std::int32_t value : values)
        if (value < 0 || value >= end) throw InvalidValue(what, std::to_string(value));
}

void require_share(std::string_view what, double value, double most) {
    if (!(value >= 0.0 && value <= most)) throw InvalidValue(what, std::to_string(value));
}

} // namespace

void Market::check() const {
    if (sessions < 0) throw InvalidValue("sessions", std::to_string(sessions));
    if (stocks < 0) throw InvalidValue("stocks", std::to_string(stocks));
    if (currencies < 1) throw InvalidValue("currencies", std::to_string(currencies));
    if (calendars < 1) throw InvalidValue("calendars", std::to_string(calendars));
    const auto by_session = static_cast<std::size_t>(sessions), by_stock = static_cast<std::size_t>(stocks);
    const std::size_t cells = by_session * by_stock;
    require("fill", cells, fill.size());
    require("lowest", cells, lowest.size());
    require("highest", cells, highest.size());
    require("close", cells, close.size());
    require("reference", cells, reference.size());
    if (!volume.empty()) require("volume", cells, volume.size());
    require("state", cells, state.size());
    require("exchange", by_stock, exchange.size());
    require("board", by_stock, board.size());
    require("listed", by_stock, listed.size());
    require("currency", by_stock, currency.size());
    require("calendar", by_stock, calendar.size());
    require("number", by_session * static_cast<std::size_t>(calendars), number.size());
    require("own_lot", by_stock, own_lot.size());
    require("tick", by_stock, tick.size());
    const std::size_t rates = by_session * static_cast<std::size_t>(currencies);
    require("rate_open", rates, rate_open.size());
    require("rate_close", rates, rate_close.size());
    require("days", by_session, days.size());
    require_below("currency", currency, currencies);
    require_below("calendar", calendar, calendars);
    require("actions", actions.session.size(), actions.stock.size());
    require("split", actions.session.size(), actions.split.size());
    require("dividend", actions.session.size(), actions.dividend.size());
    require_below("session of an action", actions.session, sessions);
    require_below("stock of an action", actions.stock, stocks);
    for (std::size_t i = 0; i < actions.session.size(); ++i) {
        if (i > 0 && actions.session[i] < actions.session[i - 1])
            throw InvalidValue("order of actions", std::to_string(actions.session[i]));
        if (!(actions.split[i] > 0.0) || !std::isfinite(actions.split[i]))
            throw InvalidValue("split", std::to_string(actions.split[i]));
        if (!std::isfinite(actions.dividend[i]))
            throw InvalidValue("dividend", std::to_string(actions.dividend[i]));
    }
}

void Plan::check(const Market& market) const {
    require("weight", session.size() * static_cast<std::size_t>(market.stocks), weight.size());
    require_below("session of weights", session, market.sessions);
    for (std::size_t i = 1; i < session.size(); ++i)
        if (session[i] <= session[i - 1]) throw InvalidValue("order of weights", std::to_string(session[i]));
    for (const double each : weight)
        if (!std::isfinite(each)) throw InvalidValue("weight", std::to_string(each));
}

void Terms::check() const {
    if (!(cash > 0.0) || !std::isfinite(cash)) throw InvalidValue("cash", std::to_string(cash));
    if (!(volume_cap < 0.0)) require_share("volume_cap", volume_cap, 1.0);
    require_share("recovery", recovery, 1.0);
    if (!std::isfinite(cash_rate)) throw InvalidValue("cash_rate", std::to_string(cash_rate));
    if (!std::isfinite(borrow_rate)) throw InvalidValue("borrow_rate", std::to_string(borrow_rate));
    if (gone_after < 1) throw InvalidValue("gone_after", std::to_string(gone_after));
}

} // namespace yanbao::backtest
