#pragma once

#include "yanbao/facts/analysts_contact.hpp"
#include "yanbao/facts/meta_words.hpp"

#include <array>
#include <vector>

namespace yanbao::facts {

/// Someone whom the cover names, with what belongs to them.
struct Person {
    text::Range name, role;
    bool licensed = true;                     ///< whether the role needs a licence
    std::array<const Contact*, 3> contacts{}; ///< by ContactKind
};

/// People in the order of print.  Covers print several names in a row and their telephones, addresses and licences
/// after them, so contacts wait until the next name shows that a row is over, and then go to people in order.
class People {
  public:
    People(const Context& context, Facts& facts);

    void add(text::Range name, text::Range role);
    void add(const Contact* contact) { waiting_.push_back(contact); }
    bool ends_with(text::Range name) const { return !people_.empty() && people_.back().name == name; }

    /// Ends the last row, makes one of people printed twice, takes better roles from biographies behind `cover_end`,
    /// and adds the rows.
    void finish(std::uint32_t cover_end);

  private:
    void close_row();
    void hand_out(ContactKind kind);
    void nameless();
    void merge_repeated();
    void roles_from_biographies(std::uint32_t cover_end);
    void emit(const Person& person);
    void summarize();

    const Context& c_;
    Facts& facts_;
    Words roles_;
    std::vector<Person> people_;
    std::vector<const Contact*> waiting_;
    std::size_t row_begin_ = 0;
    std::uint32_t shared_ = 0;
    std::array<std::uint32_t, 3> repaired_{};
};

} // namespace yanbao::facts
