#include "yanbao/base/ticker.hpp"

#include "yanbao/base/ascii.hpp"
#include "yanbao/base/error.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace yanbao {

namespace {

// Suffixes and prefixes of the field on the left, ours on the right.
constexpr auto exchanges = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"SH", "SH"},   {"SS", "SH"},   {"XSHG", "SH"}, {"SSE", "SH"},  {"CH", "CH"},    {"SZ", "SZ"},
    {"XSHE", "SZ"}, {"SZSE", "SZ"}, {"BJ", "BJ"},   {"XBSE", "BJ"}, {"BSE", "BJ"},   {"HK", "HK"},
    {"XHKG", "HK"}, {"HKEX", "HK"}, {"O", "O"},     {"OQ", "O"},    {"N", "N"},      {"A", "A"},
    {"US", "US"},   {"UN", "N"},    {"UW", "O"},    {"UQ", "O"},    {"NASDAQ", "O"}, {"NYSE", "N"},
    {"AMEX", "A"},  {"P", "P"},     {"TW", "TW"},   {"T", "T"},     {"KS", "KS"},
});

std::string_view exchange_of(std::string_view word) {
    for (auto [theirs, ours] : exchanges)
        if (!word.empty() && theirs.front() == word.front() && theirs == word) return ours;
    return {};
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool all_digits(std::string_view s) { return !s.empty() && std::all_of(s.begin(), s.end(), is_ascii_digit); }

bool is_american_suffix(std::string_view e) {
    return e == "O" || e == "N" || e == "A" || e == "P" || e == "US";
}

// A code that can stand before this exchange's suffix.
bool fits(std::string_view code, std::string_view exchange) {
    if (exchange == "SH" || exchange == "SZ" || exchange == "BJ" || exchange == "CH")
        return code.size() == 6 && all_digits(code);
    if (exchange == "HK") return code.size() <= 5 && all_digits(code);
    if (is_american_suffix(exchange))
        return !code.empty() && code.size() <= 6 && is_upper(code.front()) &&
               std::all_of(code.begin(), code.end(),
                           [](char c) { return is_upper(c) || c == '.' || c == '-'; });
    return !code.empty() && code.size() <= 6 && all_digits(code);
}

std::optional<Ticker> made(std::string_view code, std::string_view exchange) {
    if (exchange.empty() || !fits(code, exchange)) return std::nullopt;
    if (exchange == "CH") exchange = a_share_exchange(code);
    if (exchange.empty()) return std::nullopt;
    if (exchange == "HK") { // four digits at least, no leading zero beyond them
        std::string_view bare = code.substr(std::min(code.find_first_not_of('0'), code.size()));
        if (bare.empty()) return std::nullopt;
        std::string padded(bare.size() < 4 ? 4 - bare.size() : 0, '0');
        return Ticker{padded.append(bare), "HK"};
    }
    return Ticker{std::string(code), std::string(exchange)};
}

std::string upper_without_space(std::string_view text, bool& country_after_space) {
    std::string out;
    std::size_t last_space = std::string::npos;
    for (char c : text) {
        if (c == ' ' || c == '\t') {
            if (!out.empty()) last_space = out.size();
            continue;
        }
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    country_after_space = last_space != std::string::npos && last_space < out.size() &&
                          !exchange_of(std::string_view(out).substr(last_space)).empty() &&
                          out.find_first_of(".:") == std::string::npos;
    if (country_after_space) out.insert(last_space, ".");
    return out;
}

} // namespace

std::string_view a_share_exchange(std::string_view code) noexcept {
    if (code.size() != 6 || !all_digits(code)) return {};
    if (code.substr(0, 3) == "920") return "BJ"; // moved from 43, 83, 87, 88 in 2024-2025
    switch (code[0]) {
    case '6': return "SH";
    case '9': return code.substr(0, 3) == "900" ? "SH" : std::string_view{};
    case '0':
    case '2':
    case '3': return "SZ";
    case '4':
    case '8': return "BJ";
    default: return {};
    }
}

std::optional<Ticker> parse_ticker(std::string_view text) {
    if (text.size() > 32) return std::nullopt;
    bool spaced = false;
    const std::string s = upper_without_space(text, spaced);
    const std::string_view v = s;
    if (const auto colon = v.find(':'); colon != v.npos)
        return made(v.substr(colon + 1), exchange_of(v.substr(0, colon)));
    if (const auto dot = v.rfind('.'); dot != v.npos) {
        if (auto t = made(v.substr(0, dot), exchange_of(v.substr(dot + 1)))) return t;
        return made(v.substr(dot + 1), exchange_of(v.substr(0, dot))); // sh.600570, HK.00700
    }
    if (all_digits(v)) {
        if (v.size() == 6) return made(v, a_share_exchange(v));
        return v.size() == 5 ? made(v, "HK") : std::nullopt;
    }
    // SH600570, HK00700: the exchange and a code of full length
    const auto prefix = v.substr(0, 2);
    if (v.size() == 8 || (v.size() == 7 && prefix == "HK")) return made(v.substr(2), exchange_of(prefix));
    return std::nullopt;
}

std::string format_ticker(const Ticker& t, std::string_view habit) {
    const bool a_share = t.exchange == "SH" || t.exchange == "SZ" || t.exchange == "BJ";
    std::string hk5 =
        t.exchange == "HK" ? std::string(t.code.size() < 5 ? 5 - t.code.size() : 0, '0') + t.code : t.code;
    if (habit == "yanbao") return t.text();
    if (habit == "qlib") return a_share ? t.exchange + t.code : t.exchange == "HK" ? "HK" + hk5 : t.code;
    if (habit == "joinquant")
        return t.exchange == "SH" ? t.code + ".XSHG" : t.exchange == "SZ" ? t.code + ".XSHE" : t.text();
    if (habit == "yahoo") return t.exchange == "SH" ? t.code + ".SS" : is_american(t) ? t.code : t.text();
    if (habit == "baostock") {
        std::string low = t.exchange;
        for (char& c : low) c = static_cast<char>(c - 'A' + 'a');
        return low + "." + (t.exchange == "HK" ? hk5 : t.code);
    }
    if (habit == "akshare") return hk5;
    if (habit == "tushare") return t.exchange == "HK" ? hk5 + ".HK" : t.text();
    throw UnknownName("ticker habit", habit);
}

std::string_view quote_currency(const Ticker& t) noexcept {
    if (t.exchange == "SH") return t.code.substr(0, 3) == "900" ? "USD" : "CNY";
    if (t.exchange == "SZ") return t.code.substr(0, 3) == "200" ? "HKD" : "CNY";
    if (t.exchange == "BJ") return "CNY";
    if (t.exchange == "HK") return "HKD";
    if (is_american(t)) return "USD";
    return {};
}

bool is_american(const Ticker& t) noexcept { return is_american_suffix(t.exchange); }

bool same_security(const Ticker& a, const Ticker& b) noexcept {
    return a.code == b.code && (a.exchange == b.exchange || (is_american(a) && is_american(b)));
}

} // namespace yanbao
