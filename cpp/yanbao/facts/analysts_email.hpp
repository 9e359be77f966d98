#pragma once

#include "yanbao/facts/analysts_contact.hpp"
#include "yanbao/facts/meta_words.hpp"

#include <optional>

namespace yanbao::facts {

/// E-mail addresses of a line, also where white space cuts them or two are glued together.
class EmailReader {
  public:
    EmailReader(const Context& context, text::Range line);

    /// The address whose local part starts at `at`; what stands before `floor` belongs to something else.
    std::optional<Contact> at(std::uint32_t at, std::uint32_t floor) const;

  private:
    bool gap(std::uint32_t i) const noexcept;
    bool is_local(std::uint32_t i) const noexcept;
    bool starts_local(std::uint32_t at, std::uint32_t sign, std::uint32_t floor) const;
    std::uint32_t domain_end(std::uint32_t from) const;
    bool goes_on(std::uint32_t from, std::uint32_t line) const;
    bool address_follows(std::uint32_t at) const;
    bool ends_domain(std::uint32_t from, std::uint32_t end) const;
    std::uint32_t glued_end(std::uint32_t from, std::uint32_t end) const;

    const text::Atoms& a_;
    text::Range line_;
    Words domains_;
    Words endings_;
};

} // namespace yanbao::facts
