#pragma once
// What k is: 1, an exchange rate, or an exchange rate over the shares of an American depositary share.
// Nothing is known beforehand: the rows of one report that must share a rate are intersected until it is
// known.

#include "yanbao/witness/identity.hpp"

#include <string>
#include <vector>

namespace yanbao::witness {

/// One row of a table of prices, EPS and PE.
struct RatioRow {
    std::string ticker;          ///< rows of one ticker are one witness
    std::string price_currency;  ///< empty where not known
    std::string report_currency; ///< of EPS, where the table prints it; else empty
    bool american = false;       ///< may be a depositary share
    bool per_ads = false;        ///< a footnote says that its EPS is already that of one depositary share
    std::vector<Interval> years; ///< year_k of each year
};

/// An exchange rate that the report implies: units of `report` for one of `price`.
struct Rate {
    std::string price, report;
    Interval k;
    std::size_t witnesses = 0; ///< different tickers that agree on it; 0 where the caller gave it
    std::string pair() const { return price + "/" + report; }
};

/// How a row's k may come about; `code` is `1`, `fx:HKD/CNY` or `ads:4`.
struct Candidate {
    std::string code;
    Interval k; ///< what the other rows of the report say that it is
};

struct Explanation {
    RowK own;
    std::vector<Candidate> candidates; ///< none: nothing explains the row; several: ambiguous
    std::string group;                 ///< `USD/CNY`, `CNY/CNY`: the rows that share this k; empty: alone
    std::vector<std::size_t>
        disagree; ///< years that are against the candidate, or where there is none against the rest

    bool ambiguous() const noexcept { return candidates.size() > 1; }
    /// Codes parted by `|`, as the table `ratios` prints them.
    std::string text() const;
    /// k of the one candidate; empty where there is none or several.
    Interval shared_k() const noexcept;
};

struct RatioSettings {
    std::string home = "CNY"; ///< currency of EPS where none is printed and k is not 1
    /// Shares of one depositary share that are met in practice.
    std::vector<double> ads_ratios = {0.1, 0.2, 0.25, 0.5, 2,  3,  4,  5,  6,  7,  8,
                                      10,  13,  15,   16,  20, 25, 30, 40, 50, 100};
    double narrow = 0.1; ///< relative width up to which an interval is evidence for a rate
    double held = 0.5;   ///< part of a candidate's k that a row must leave it, to count beside a better one
    std::size_t witnesses = 2;  ///< tickers that a rate needs
    std::vector<Rate> known;    ///< rates that the caller knows; they are not solved for
    std::vector<Rate> possible; ///< bounds outside which a rate cannot be; for other pairs anything goes
};

struct RatioSolution {
    std::vector<Rate> rates;
    std::vector<Explanation> rows; ///< one a row, in order
};

RatioSolution explain_ratios(const std::vector<RatioRow>& rows, const RatioSettings& settings = {});

} // namespace yanbao::witness
