#pragma once
// Licences, telephones and e-mail addresses, as covers print them and scanners damage them.

#include "yanbao/facts/context.hpp"

#include <string>
#include <vector>

namespace yanbao::facts {

enum class ContactKind : std::uint8_t { licence, phone, email };

struct Contact {
    ContactKind kind = ContactKind::licence;
    text::Range range;
    std::string value; ///< mended
    bool repaired =
        false; ///< a character was changed, glued addresses parted, or white space taken out of an address
    bool doubtful = false; ///< a licence whose month is none
};

/// Every one of them in `r`, in order.
std::vector<Contact> contacts_in(const Context& context, text::Range r);

/// The e-mail domain in `address`, what follows its @.
std::string_view domain_of(std::string_view address) noexcept;

/// The number of the house in a licence: `0980` in S0980521120004.
std::string_view house_of(std::string_view licence) noexcept;

} // namespace yanbao::facts
