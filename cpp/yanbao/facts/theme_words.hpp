#pragma once
// The words that lists of companies are made of: what stands before a list, behind it, between its members.

#include "yanbao/layout/document.hpp"
#include "yanbao/lexicon/lexicon.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace yanbao::facts {

/// Words that the end of a page may cut in two.
struct Phrase {
    text::Range first, rest;

    Phrase() = default;
    Phrase(text::Range words, text::Range more = {})
        : first(words), rest(more) {} // NOLINT(google-explicit-constructor)
    bool empty() const { return first.empty(); }
    friend bool operator==(const Phrase&, const Phrase&) = default;
};

/// Words of a category (or of one key of it) looked up at either end of a range.  Single characters are the key's
/// attribute `particles`: as words they would be found on every line of every text.
class WordSet {
  public:
    WordSet(const lexicon::Lexicon& lexicon, std::string_view category, std::string_view key = {});

    /// Length of the longest word that starts, or ends, the range; 0 where none does.
    std::uint32_t at_front(const text::Atoms& atoms, text::Range r) const;
    std::uint32_t at_back(const text::Atoms& atoms, text::Range r) const;
    bool is_whole(const text::Atoms& atoms, text::Range r) const {
        return !r.empty() && is_word(atoms.view(r));
    }
    /// A word (no particle) within the range.
    bool is_in(const layout::Document& document, text::Range r) const;
    text::Range without_front(const text::Atoms& atoms, text::Range r) const;
    text::Range without_back(const text::Atoms& atoms, text::Range r) const;

    bool is_word(std::u32string_view word) const;

  private:
    bool is_particle(char32_t c) const { return particles_.find(c) != particles_.npos; }

    const lexicon::Lexicon& lexicon_;
    std::optional<lexicon::CategoryId> category_;
    std::optional<lexicon::KeyId> key_; ///< of all keys where it is empty
    bool any_key_ = true;
    const lexicon::Shape* shape_ = nullptr;
    std::u32string particles_;
};

/// A role word: its key of the lexicon (`key_pick`, ..., `listed` for a list that has no role) and where it stands.
struct RoleWord {
    std::string_view key; ///< empty: none
    text::Range range;
    bool behind = false; ///< it only ever stands behind the names: `... stand to gain from`

    bool is_listed() const { return key == "listed"; }
    /// As the table prints it: a list without a role has none.
    std::string_view name() const { return is_listed() ? std::string_view() : key; }
};

struct ThemeWords {
    explicit ThemeWords(const lexicon::Lexicon& lexicon);

    /// Role words within the range, in order.
    std::vector<RoleWord> roles(const layout::Document& document, text::Range r) const;
    bool has_role(const layout::Document& document, text::Range r) const;
    /// Nothing but the name of a market: A-shares.
    bool is_market(const text::Atoms& atoms, text::Range r) const {
        return mainland.is_whole(atoms, r) || hong_kong.is_whole(atoms, r) || america.is_whole(atoms, r);
    }
    /// A role word of which `head` ends with the first half, and `tail` begins with the second.
    std::optional<RoleWord> cut_role(const text::Atoms& atoms, text::Range head, text::Range tail) const;

    const lexicon::Lexicon& lexicon;
    std::optional<lexicon::CategoryId> role, role_behind;
    WordSet lead;     ///< between a role word and the first name: including, such as
    WordSet example;  ///< those that begin a clause of examples: such as
    WordSet mainland; ///< A-shares: before names, which then are of that market
    WordSet hong_kong;
    WordSet america;
    WordSet filler_front;   ///< we, therefore: before a theme
    WordSet filler_back;    ///< we, mainly: between a theme and its role word
    WordSet reset;          ///< besides: ends the reach of the word before
    WordSet others;         ///< the other ones: a paragraph goes on with the item before
    WordSet end;            ///< and so on
    WordSet joiner;         ///< and
    WordSet after_link;     ///< are, will: between names and the role word behind them
    WordSet as;             ///< X as the leader of Y
    WordSet section;        ///< headings that are no theme: advice, views
    WordSet advice;         ///< those under which lists need no role word: advice
    WordSet section_ending; ///< what such headings end with
    WordSet outside;        ///< headings of parts that recommend nothing: news, announcements
    WordSet not_list;       ///< words of sentences, and of reports on trading
    WordSet trading;        ///< those of reports on trading and of announcements
    WordSet avoid;          ///< words of a clause that advises against its companies
    WordSet next_rank;      ///< next comes B, behind: first of all A
    WordSet announcer;      ///< the following lines of investment
    WordSet field;          ///< what names of fields end with: sector, chain
    WordSet frame_head;     ///< from the angle of ...
    WordSet frame_tail;
    WordSet standing;    ///< what descriptors end with: leader
    WordSet shared;      ///< descriptors of two companies: twin leaders
    WordSet not_company; ///< words that stand in lists and are no companies
    WordSet common;      ///< names of companies that are words of the language
    WordSet metric;      ///< names of figures
    WordSet sector;      ///< names of sectors
    WordSet portfolio; ///< what labels of lists end with that are themes of their own: portfolio of the week
    WordSet company_ending; ///< what names of companies end with

  private:
    bool cuts_name(const text::Atoms& atoms, text::Range word) const;
};

} // namespace yanbao::facts
