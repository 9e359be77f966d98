#pragma once
// Which security a printed name or ticker is, on a date.

#include "yanbao/base/date.hpp"
#include "yanbao/base/ticker.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yanbao::names {

struct Security {
    Ticker ticker;
    std::string name;
    std::vector<std::string> aliases; ///< former names, names without -U, -W, -SW, usual short names
    std::optional<Date> listed;
};

/// An immutable list; extending gives a new one.
class Securities {
  public:
    explicit Securities(std::vector<Security> rows);
    /// Rows of the argument come first: they win where names or tickers meet.
    Securities extended(std::vector<Security> rows) const;

    std::size_t size() const noexcept;
    /// American suffixes (O, N, A, US) are one exchange here.
    const Security* by_ticker(const Ticker& ticker) const noexcept;
    /// By the code alone where just one security has it.
    const Security* by_code(std::string_view code) const noexcept;
    /// Every security of that name or alias; the name is folded, without white space, case does not matter,
    /// and the suffixes -U, -W, -S, -SW, -B, -WD are optional on either side.  A security listed after `on`
    /// is none.
    std::vector<const Security*> by_name(std::u32string_view folded, std::optional<Date> on = {}) const;
    /// The longest tail of `folded` that is a name: the length of that tail and its securities.
    struct Tail {
        std::size_t length = 0;
        std::vector<const Security*> securities;
    };
    Tail longest_tail(std::u32string_view folded, std::optional<Date> on = {}) const;
    /// The longest name that starts `folded`.
    Tail longest_head(std::u32string_view folded, std::optional<Date> on = {}) const;

  private:
    struct Data;
    std::shared_ptr<const Data> data_;
};

/// A printed ticker read with OCR's usual damage: zero for O in letters, white space, letters for digits.
/// `nearest` lists what it could be, best first, when it is not one of these by itself.
struct TickerReading {
    std::optional<Ticker> ticker; ///< as printed, or mended
    bool mended = false;          ///< a character was changed (white space alone is not)
};
/// `printed` is folded and holds no white space.  `name` (folded, may be empty) settles what the code leaves
/// open: `3Z.0` beside Boss直聘 is BZ.O.  What cannot be settled has no ticker.
TickerReading read_ticker(std::u32string_view printed, std::u32string_view name, const Securities& securities,
                          std::optional<Date> on = {});

} // namespace yanbao::names
