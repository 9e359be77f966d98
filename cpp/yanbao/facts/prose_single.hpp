#pragma once

#include "yanbao/facts/prose_figures.hpp"

namespace yanbao::facts {

/// Forecasts of one year in a sentence: the year and a word of forecasting in one clause, and the figures of what follows, up
/// to another year.  What the company itself expects is none.
class SingleYears {
  public:
    SingleYears(const Context& context, const Facts& facts, ProseFigures& figures)
        : c_(context), d_(context.document), facts_(facts), figures_(figures),
          forecast_(context, "forecast_word"), guidance_(context, "guidance_word"),
          links_(context, "single_link"), more_(context, "single_bound"), from_(context, "revised_from"),
          to_(context, "revised_to"), now_(context, "now_word"), plans_(context, "plan_word") {}

    /// Mentions within `lists`, which are in order, have figures already.
    void read(text::Range sentence, const std::vector<Mention>& mentions,
              const std::vector<text::Range>& lists);

  private:
    bool follows_figure(std::uint32_t at) const;
    std::int32_t year_at(std::uint32_t& at, text::Range sentence, std::int32_t meant) const;
    std::int32_t short_year(std::uint32_t at, text::Range sentence) const;
    bool is_part_of_year(std::uint32_t at, std::uint32_t end) const;
    bool is_to_come(std::int32_t year, text::Range before) const;
    bool opens_forecast(std::uint32_t at, std::uint32_t end) const;
    bool is_of_now(const Mention& m) const;
    std::int32_t year_in_bracket(std::uint32_t at, std::uint32_t end) const;
    std::int32_t year_behind(std::uint32_t at, std::uint32_t end) const;
    std::optional<lexicon::Hit> revised_to(std::uint32_t at, std::uint32_t end) const;
    void tell_range(const Mention& m, std::int32_t year, std::uint32_t end);
    std::optional<PrintedFigure> value_behind(const Mention& m, std::uint32_t end) const;
    std::optional<PrintedFigure> value_from(std::uint32_t at, std::uint32_t end) const;
    void take_next_years(const Mention& m, const PrintedFigure& first, std::int32_t year, std::uint32_t end);

    const Context& c_;
    const layout::Document& d_;
    const Facts& facts_;
    ProseFigures& figures_;
    Words forecast_, guidance_, links_, more_, from_, to_, now_, plans_;
};

} // namespace yanbao::facts
