#pragma once

#include "yanbao/facts/context.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yanbao::facts {

/// Whose figure it is, as far as the text says.
enum class Party : std::uint8_t { other, unsaid, own };

/// The short names that an announcement gives the companies in it ("hereinafter X"), and which of them is the
/// announcing company.
class Parties {
  public:
    Parties(const Context& context, text::Range text, std::u32string_view company);

    /// The party that stands at the start of a clause; nothing where none does.
    std::optional<Party> at_start_of(text::Range clause) const;

  private:
    struct Alias {
        std::u32string name;
        bool own = false;
    };
    void learn(text::Range bracket);
    bool is_own(std::u32string_view name) const;

    const Context& context_;
    std::optional<lexicon::CategoryId> own_;
    std::u32string company_;
    std::vector<Alias> aliases_;
};

} // namespace yanbao::facts
