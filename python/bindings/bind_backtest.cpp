#include "arrays.hpp"

#include "yanbao/backtest/simulate.hpp"

namespace yanbao::python {

namespace {

using backtest::Actions;
using backtest::FeeLine;
using backtest::FeeTable;
using backtest::LimitLine;
using backtest::LotLine;
using backtest::Market;
using backtest::Outcome;
using backtest::Rulebook;
using backtest::Terms;
using Arrays = py::typing::Dict<py::str, py::array>;
using Numbers = py::array_t<std::int32_t>;

template<class T>
std::span<const T> field(const Arrays& from, const char* name, py::ssize_t dimensions = 1) {
    if (!from.contains(name)) throw InvalidValue("missing array", name);
    return exact<T>(name, py::reinterpret_borrow<py::array>(from[name]), dimensions);
}

void one_length(const char* what, std::size_t expected, std::initializer_list<std::size_t> lengths) {
    for (const std::size_t each : lengths)
        if (each != expected) throw ShapeMismatch(what, expected, each);
}

std::vector<FeeLine> fee_lines(const Arrays& from) {
    const auto kind = field<std::int32_t>(from, "kind"), market = field<std::int32_t>(from, "market");
    const auto side = field<std::int32_t>(from, "side"), rounding = field<std::int32_t>(from, "rounding");
    const auto first = field<std::int32_t>(from, "first"), last = field<std::int32_t>(from, "last");
    const auto rate = field<double>(from, "rate"), per_share = field<double>(from, "per_share");
    const auto least = field<double>(from, "least"), most = field<double>(from, "most");
    one_length("lines of fees", kind.size(),
               {market.size(), side.size(), rounding.size(), first.size(), last.size(), rate.size(),
                per_share.size(), least.size(), most.size()});
    std::vector<FeeLine> lines;
    for (std::size_t i = 0; i < kind.size(); ++i) {
        if (side[i] < 1 || side[i] > 3) throw InvalidValue("side of a fee", std::to_string(side[i]));
        lines.push_back({kind[i], market[i], static_cast<backtest::Side>(side[i]), rate[i], per_share[i],
                         least[i], most[i],
                         rounding[i] == 1 ? backtest::Rounding::unit_up : backtest::Rounding::cent, first[i],
                         last[i]});
    }
    return lines;
}

std::vector<LimitLine> limit_lines(const Arrays& from) {
    const auto board = field<std::int32_t>(from, "board"), st = field<std::int32_t>(from, "st");
    const auto age_from = field<std::int32_t>(from, "age_from"), age_to = field<std::int32_t>(from, "age_to");
    const auto first = field<std::int32_t>(from, "first"), last = field<std::int32_t>(from, "last");
    const auto up = field<double>(from, "up"), down = field<double>(from, "down");
    const auto rounding = field<std::int32_t>(from, "rounding");
    one_length("lines of limits", board.size(),
               {st.size(), age_from.size(), age_to.size(), first.size(), last.size(), up.size(), down.size(),
                rounding.size()});
    std::vector<LimitLine> lines;
    for (std::size_t i = 0; i < board.size(); ++i)
        lines.push_back(
            {board[i], st[i], age_from[i], age_to[i], up[i], down[i], rounding[i] == 1, first[i], last[i]});
    return lines;
}

std::vector<LotLine> lot_lines(const Arrays& from) {
    const auto board = field<std::int32_t>(from, "board");
    const auto first = field<std::int32_t>(from, "first"), last = field<std::int32_t>(from, "last");
    const auto least = field<double>(from, "least"), step = field<double>(from, "step");
    one_length("lines of lots", board.size(), {first.size(), last.size(), least.size(), step.size()});
    std::vector<LotLine> lines;
    for (std::size_t i = 0; i < board.size(); ++i)
        lines.push_back({board[i], least[i], step[i], first[i], last[i]});
    return lines;
}

std::vector<backtest::CapLine> cap_lines(const Arrays& from) {
    const auto board = field<std::int32_t>(from, "board");
    const auto first = field<std::int32_t>(from, "first"), last = field<std::int32_t>(from, "last");
    const auto part = field<double>(from, "value");
    one_length("lines of volume", board.size(), {first.size(), last.size(), part.size()});
    std::vector<backtest::CapLine> lines;
    for (std::size_t i = 0; i < board.size(); ++i) lines.push_back({board[i], part[i], first[i], last[i]});
    return lines;
}

template<class T>
void put(Arrays& out, const char* name, std::vector<T>&& values) {
    const Shape shape{std::ssize(values)};
    out[name] = owned(std::move(values), shape);
}

template<class T>
void put(Arrays& out, const char* name, std::vector<T>&& values, py::ssize_t width) {
    if (values.empty() && width > 0) return put(out, name, std::move(values), 0);
    const Shape shape{width > 0 ? std::ssize(values) / width : 0, width};
    out[name] = owned(std::move(values), shape);
}

/// The arrays of a market, kept alive whatever becomes of the caller's dict; made and checked once, and
/// simulated many times, from many threads.
class BacktestMarket {
  public:
    BacktestMarket(const Arrays& arrays, std::int32_t currencies) : kept_(arrays.attr("copy")()) {
        market_.fill = field<double>(kept_, "fill", 2);
        market_.lowest = field<double>(kept_, "lowest", 2);
        market_.highest = field<double>(kept_, "highest", 2);
        market_.close = field<double>(kept_, "close", 2);
        market_.reference = field<double>(kept_, "reference", 2);
        if (kept_.contains("volume")) market_.volume = field<double>(kept_, "volume", 2);
        market_.state = field<std::uint8_t>(kept_, "state", 2);
        market_.exchange = field<std::int32_t>(kept_, "exchange");
        market_.board = field<std::int32_t>(kept_, "board");
        market_.listed = field<std::int32_t>(kept_, "listed");
        market_.calendar = field<std::int32_t>(kept_, "calendar");
        market_.number = field<std::int32_t>(kept_, "number", 2);
        market_.currency = field<std::int32_t>(kept_, "currency");
        market_.own_lot = field<double>(kept_, "own_lot");
        market_.tick = field<double>(kept_, "tick");
        market_.rate_open = field<double>(kept_, "rate_open", 2);
        market_.rate_close = field<double>(kept_, "rate_close", 2);
        market_.days = field<double>(kept_, "days");
        market_.actions =
            Actions{field<std::int32_t>(kept_, "action_session"), field<std::int32_t>(kept_, "action_stock"),
                    field<double>(kept_, "split"), field<double>(kept_, "dividend")};
        market_.sessions = static_cast<std::int32_t>(market_.days.size());
        market_.stocks = static_cast<std::int32_t>(market_.board.size());
        market_.currencies = currencies;
        market_.calendars = static_cast<std::int32_t>(
            py::reinterpret_borrow<py::array>(kept_["number"]).shape(1)); // of which there may be no session
        market_.check();
    }

    const Market& market() const noexcept { return market_; }

  private:
    Arrays kept_;
    Market market_;
};

class BacktestRules {
  public:
    BacktestRules(const Arrays& paid, std::int32_t kinds, bool exact, const Arrays& limits,
                  const Arrays& lots, const Arrays& caps)
        : fees(fee_lines(paid), kinds, exact), rules(limit_lines(limits), lot_lines(lots), cap_lines(caps)) {}

    std::vector<double> fees_of(std::int32_t market, bool buys, std::int32_t session, double shares,
                                double amount) const {
        std::vector<double> paid(static_cast<std::size_t>(fees.kinds()), 0.0);
        fees.charge(market, buys ? backtest::Side::buy : backtest::Side::sell, session, shares, amount, paid);
        return paid;
    }

    std::pair<double, double> band(std::int32_t board, bool st, std::int64_t age, std::int32_t session,
                                   double reference, double tick) const {
        const backtest::Band found = rules.band(board, st, age, session, reference, tick);
        return {found.low, found.high};
    }

    double accepted(std::int32_t board, std::int32_t session, bool buys, double wanted, double held) const {
        backtest::Lot lot = rules.lot(board, session);
        if (!(lot.step > 0.0)) lot = {1.0, 1.0};
        return buys ? lot.buy(wanted) : lot.sell(wanted, held);
    }

    FeeTable fees;
    Rulebook rules;
};

Arrays simulate(const BacktestMarket& given, const py::array& session, const py::array& weight,
                const BacktestRules& by, const Terms& terms) {
    const backtest::Plan plan{exact<std::int32_t>("session", session), exact<double>("weight", weight, 2)};
    Outcome made;
    {
        const py::gil_scoped_release other_threads_run;
        made = backtest::simulate(given.market(), plan, by.fees, by.rules, terms);
    }
    const auto kinds = static_cast<py::ssize_t>(by.fees.kinds());
    const auto stocks = static_cast<py::ssize_t>(given.market().stocks);
    Arrays out;
    put(out, "equity", std::move(made.equity));
    put(out, "cash", std::move(made.cash));
    put(out, "bought", std::move(made.bought));
    put(out, "sold", std::move(made.sold));
    put(out, "long", std::move(made.long_value));
    put(out, "short", std::move(made.short_value));
    put(out, "dividends", std::move(made.dividends));
    put(out, "interest", std::move(made.interest));
    put(out, "settled", std::move(made.settled));
    put(out, "unsized", std::move(made.unsized));
    put(out, "fees", std::move(made.fees), kinds);
    if (terms.keep) {
        put(out, "shares", std::move(made.shares), stocks);
        put(out, "value", std::move(made.value), stocks);
    }
    put(out, "held", std::move(made.held));
    put(out, "trade_session", std::move(made.trades.session));
    put(out, "trade_stock", std::move(made.trades.stock));
    put(out, "trade_shares", std::move(made.trades.shares));
    put(out, "trade_price", std::move(made.trades.price));
    put(out, "trade_amount", std::move(made.trades.amount));
    put(out, "trade_cost", std::move(made.trades.cost));
    put(out, "trade_rate", std::move(made.trades.rate));
    put(out, "trade_fees", std::move(made.trades.fees), kinds);
    put(out, "refused_session", std::move(made.refusals.session));
    put(out, "refused_stock", std::move(made.refusals.stock));
    put(out, "refused_wanted", std::move(made.refusals.wanted));
    put(out, "refused_filled", std::move(made.refusals.filled));
    put(out, "refused_reason", std::move(made.refusals.reason));
    return out;
}

} // namespace

void bind_backtest(py::module_& m) {
    py::class_<BacktestMarket>(m, "BacktestMarket", "Arrays of prices, sessions x stocks, checked once.")
        .def(py::init<const Arrays&, std::int32_t>(), py::arg("arrays"), py::arg("currencies") = 1);
    py::class_<BacktestRules>(m, "BacktestRules",
                              "Fees, limits and lots, with the sessions that they are for.")
        .def(py::init<const Arrays&, std::int32_t, bool, const Arrays&, const Arrays&, const Arrays&>(),
             py::arg("fees"), py::arg("kinds"), py::arg("exact"), py::arg("limits"), py::arg("lots"),
             py::arg("caps"))
        .def("fees_of", &BacktestRules::fees_of, py::arg("market"), py::arg("buys"), py::arg("session"),
             py::arg("shares"), py::arg("amount"), "Each kind of fee of one order.")
        .def("band", &BacktestRules::band, py::arg("board"), py::arg("st"), py::arg("age"),
             py::arg("session"), py::arg("reference"), py::arg("tick"),
             "Lowest and highest price of a session, NaN for none.")
        .def("accepted", &BacktestRules::accepted, py::arg("board"), py::arg("session"), py::arg("buys"),
             py::arg("wanted"), py::arg("held"), "The largest order of at most so many shares.");
    py::class_<Terms>(m, "BacktestTerms", "How a simulation runs.")
        .def(py::init<>())
        .def_readwrite("cash", &Terms::cash)
        .def_readwrite("exact", &Terms::exact)
        .def_readwrite("size_at_fill", &Terms::size_at_fill)
        .def_readwrite("carry", &Terms::carry)
        .def_readwrite("margin", &Terms::margin)
        .def_readwrite("fractions", &Terms::fractions)
        .def_readwrite("volume_cap", &Terms::volume_cap)
        .def_readwrite("cash_rate", &Terms::cash_rate)
        .def_readwrite("borrow_rate", &Terms::borrow_rate)
        .def_readwrite("gone_after", &Terms::gone_after)
        .def_readwrite("recovery", &Terms::recovery)
        .def_readwrite("keep", &Terms::keep)
        .def(
            "kept",
            [](Terms terms, bool keep) {
                terms.keep = keep;
                return terms;
            },
            py::arg("keep"), "The same, with or without shares and values of every cell.");
    m.def("simulate", simulate, py::arg("market"), py::arg("session"), py::arg("weight"), py::arg("rules"),
          py::arg("terms"), "Weights to money, session by session.");
    m.def(
        "refusals",
        [] {
            return std::vector<std::string>{"no_price", "suspended", "limit_up", "limit_down", "volume",
                                            "cash",     "below_lot", "no_rate",  "gone"};
        },
        "What the numbers of reasons mean.");
}

} // namespace yanbao::python
