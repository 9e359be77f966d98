#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace yanbao {

/// A security's code and exchange suffix as yanbao prints them: `600570.SH`, `0700.HK`, `NVDA.O`.
/// `US` stands for an American exchange that is not known.
struct Ticker {
    std::string code;
    std::string exchange;

    std::string text() const { return exchange.empty() ? code : code + "." + exchange; }
    friend bool operator==(const Ticker&, const Ticker&) = default;
    friend auto operator<=>(const Ticker&, const Ticker&) = default;
};

/// The exchange that lists A-shares of a six-digit code: SH, SZ or BJ; empty where no board has it.
std::string_view a_share_exchange(std::string_view code) noexcept;

/// Reads every habit of the field: `600570.SH`, `SH600570`, `sh.600570`, `600570.XSHG`, `600570.SS`, `600570`,
/// `0700.HK`, `00700.HK`, `09999`, `700 HK`, `HK.00700`, `HK00700`, `NVDA.O`, `NVDA.US`, `TCEHY US`, `NASDAQ:NVDA`.
/// White space is ignored, but for the one before a country; nothing where the text is no ticker.
std::optional<Ticker> parse_ticker(std::string_view text);

/// Habit names: `yanbao`, `qlib` (SH600570), `joinquant` (600570.XSHG), `yahoo` (600570.SS), `baostock` (sh.600570),
/// `akshare` (600570; 00700), `tushare` (600570.SH; 00700.HK).  Throws UnknownName for another.
std::string format_ticker(const Ticker& ticker, std::string_view habit);

/// The currency that an exchange quotes in (`CNY`, `HKD`, `USD`); empty where not known.
std::string_view quote_currency(const Ticker& ticker) noexcept;

/// Whether the exchange suffix is an American one (O, N, A, US, ...): the same security where the codes agree.
bool is_american(const Ticker& ticker) noexcept;
bool same_security(const Ticker& a, const Ticker& b) noexcept;

} // namespace yanbao
