#pragma once

#include "yanbao/facts/market_subject.hpp"

#include <string>
#include <vector>

namespace yanbao::facts {

/// A figure as a sentence gives it, before repeated ones are made one.
struct MarketReading {
    std::string subject, measure, window;
    Measured value;
    text::Range number, subject_at, window_at;
    std::string against; ///< of an excess: the index; empty where "the index" is all that is said
};

/// What the paragraphs of a report give.
struct MarketProse {
    std::vector<MarketReading> readings;
    std::vector<text::Range> unread;    ///< figures of known subjects that could not be placed
    std::vector<text::Range> conflicts; ///< figures that contradict the words around them
};

/// Reads paragraph after paragraph, token by token; what a sentence does not name it takes from those before it.
class MarketReader {
  public:
    MarketReader(const MarketSubjects& subjects, MarketProse& out) : subjects_(subjects), out_(out) {}

    /// A window that a title names holds for the paragraphs under it.
    void begin_section(std::span<const Token> title);
    void paragraph(std::span<const Token> tokens);

  private:
    struct Window {
        std::string name;
        text::Range range;
        bool lasting = false;
    };
    using Places = std::vector<std::size_t>; ///< of tokens of the sentence

    // market_reader.cpp: the grammar
    void sentence(std::span<const Token> tokens);
    std::size_t take(std::size_t i);
    void take_name(const Token& token);
    void take_measure(Term term);
    void take_window(std::size_t i);
    std::size_t take_number(std::size_t i);
    std::size_t take_bracket(std::size_t i);
    std::size_t universe_end(std::size_t i);
    void end_clause();
    void name_subject();
    void name_benchmark();
    std::optional<MarketSubject> subject_of(const std::vector<Token>& name) const;
    bool is(std::size_t i, Term term) const { return i < tokens_.size() && tokens_[i].term == term; }
    std::size_t skip_fillers(std::size_t i) const;

    // market_figures.cpp: moves, excess returns, ranks
    Places value_list(std::size_t i) const;
    void moves(Term direction, const Places& values);
    void excesses(Term direction, const Places& values);
    void distribute(std::string_view measure, Term direction, const std::vector<MarketSubject>& subjects,
                    const Places& values);
    void rank(std::size_t i);
    bool is_placed() const { return !blocked_ && !other_ && !own_pool_; }

    // market_counts.cpp: breadth and valuation
    std::size_t breadth(std::size_t i);
    void breadth_share(std::size_t i);
    std::optional<MarketSubject> breadth_subject() const;
    std::optional<Window> breadth_window() const;
    std::optional<MarketSubject> sector_meant() const;
    void valuation(std::size_t i);

    void note(std::string_view measure, const MarketSubject& subject, const Window& window, Measured value,
              const Token& number, std::string against = {});
    void leave_unread(const Places& values);

    const MarketSubjects& subjects_;
    MarketProse& out_;

    // holds through a section
    std::optional<Window> section_window_;
    std::optional<Window> first_window_;  ///< of its title, or named first: what the section is about
    std::optional<MarketSubject> sector_; ///< the last one that is no index
    // holds through a paragraph
    std::vector<Window> lasting_windows_;
    std::vector<MarketSubject> subject_;
    std::string last_index_; ///< whose move was given
    bool of_stocks_ = false;
    bool own_pool_ = false; ///< the broker's own picks are spoken of
    // holds through a sentence
    std::span<const Token> tokens_;
    std::vector<Window> windows_;
    std::optional<std::size_t> universe_; ///< token: how many sectors are ranked
    std::optional<Measured> pe_now_;
    Term last_breadth_ = Term::unknown;
    bool blocked_ = false; ///< something is spoken of that is no index or sector
    bool other_ = false;   ///< another measure of the subject is spoken of
    bool sector_here_ = false;
    bool window_here_ = false; ///< the sentence names one
    bool pe_ = false, ttm_ = false, speaks_of_moves_ = false;
    bool pe_again_ = false; ///< a PE behind the one of today, of what is not said
    // holds through a clause
    std::vector<Token> name_;               ///< being read
    std::vector<std::vector<Token>> names_; ///< read, parted by "and"
    std::string benchmark_;
    Term measure_ = Term::unknown;
    Term breadth_ = Term::unknown;
    bool against_ = false, explicit_ = false;
    std::size_t label_from_ = 0; ///< tokens behind the last figure or comma
};

} // namespace yanbao::facts
