#pragma once
// What says that figures are forecasts.

#include "yanbao/facts/meta_words.hpp"

namespace yanbao::facts {

class ForecastWords {
  public:
    explicit ForecastWords(const Context& context)
        : atoms_(context.document.atoms), said_(context, "forecast_word"), kept_(context, "forecast_kept") {}

    /// A word of forecasting, or one that keeps what stands right behind it where that is years: we keep 2024-2026.
    bool any_in(text::Range r) const;

  private:
    const text::Atoms& atoms_;
    Words said_, kept_;
};

} // namespace yanbao::facts
