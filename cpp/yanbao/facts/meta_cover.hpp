#pragma once
// The cover: the first blocks of a report, and which of its lines are titles, labels or prose.

#include "yanbao/facts/context.hpp"
#include "yanbao/facts/meta_words.hpp"

#include <vector>

namespace yanbao::facts {

/// A line of the cover in few words: no prose, no entry of its list of past issues.  Printed lines that are labels
/// stand alone, others that follow each other in one block are one line: a title may be broken.
struct CoverLine {
    std::uint32_t block = 0; ///< of Document::blocks
    text::Range whole;
    text::Range body; ///< without list marks and enclosing marks
    std::uint32_t rest =
        0;               ///< letters, digits and characters that are no label, sector, rating, house or day
    bool series = false; ///< names a series of reports: a weekly
    bool dated = false;  ///< a day is printed in it
    bool timed = false;  ///< ends with a day and the time of day
    bool strip = false;  ///< starts with what every report prints: research report, industry research
};

class Cover {
  public:
    /// Wants the list of past issues (`facts.references`).
    Cover(const Context& context, const Facts& facts);

    /// The blocks before `end` are the cover.
    std::uint32_t end() const noexcept { return end_; }
    const std::vector<CoverLine>& lines() const noexcept { return lines_; }
    /// The index of the line made of this block, or of the nearest one before it that is printed in the text's course.
    const CoverLine* before(const CoverLine& line) const noexcept;
    /// Whether an entry of the list of past issues lies in `r`, or part of one.
    bool is_reference(text::Range r) const noexcept;

    /// The nearest name of a sector that is all of `r` but the words for industry and sector; empty where there is none.
    text::Range sector_alone(text::Range r) const;

  private:
    std::uint32_t find_end() const;
    void add_lines(std::uint32_t block);
    void add_labelled_rows(std::uint32_t block);
    bool is_signature(const CoverLine& line) const;
    bool starts_series(const CoverLine& above, const CoverLine& line) const;
    static bool is_prose_below(const CoverLine& above, text::Range body);
    bool is_sentence_below(const CoverLine& above, const CoverLine& line) const;
    std::uint32_t end_of_time(std::uint32_t at, std::uint32_t end) const;
    CoverLine line_of(std::uint32_t block, text::Range whole, text::Range body) const;

    const Context& c_;
    std::vector<Span> references_;
    Words labels_, sectors_, ratings_, sector_ratings_, actions_, houses_, suffixes_, kinds_, ends_, prices_;
    std::uint32_t end_ = 0;
    std::vector<CoverLine> lines_;
};

/// Letters, digits and characters; punctuation says nothing.
bool is_word_character(char32_t c) noexcept;

/// The printed lines of `r`.
std::vector<text::Range> printed_lines(const text::Atoms& atoms, text::Range r);

/// `r` without quotes, dashes, colons and bars at its ends.
text::Range bare(const text::Atoms& atoms, text::Range r) noexcept;

} // namespace yanbao::facts
