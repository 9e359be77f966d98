#pragma once
// The single characters that number, date and list grammar is made of, by name.  Words are data in the lexicon; these
// are what punctuation is elsewhere.  No other file of the core writes a Chinese character, escaped or not.

namespace yanbao::lexicon::han {

constexpr char32_t year = U'\u5E74';    ///< behind a year
constexpr char32_t fiscal = U'\u8D22';  ///< before the character for year: a fiscal one
constexpr char32_t month = U'\u6708';   ///< behind a month
constexpr char32_t day = U'\u65E5';     ///< behind a day
constexpr char32_t week = U'\u5468';    ///< behind a week's number
constexpr char32_t ordinal = U'\u7B2C'; ///< before a number: the first, week 7, page 3
constexpr char32_t page = U'\u9875';    ///< behind a page's number
constexpr char32_t in_all = U'\u5171';  ///< before a count: of 29 pages
constexpr char32_t to = U'\u81F3';      ///< between the ends of a span
constexpr char32_t until = U'\u5230';   ///< the same, said otherwise
constexpr char32_t with = U'\u4E0E';    ///< joins the last of a list
constexpr char32_t and_ = U'\u548C';    ///< the same
constexpr char32_t as_well = U'\u53CA'; ///< the same
constexpr char32_t is = U'\u4E3A';      ///< between a thing and its value
constexpr char32_t as = U'\u4F5C';      ///< "taken as the benchmark"
constexpr char32_t yuan = U'\u5143';    ///< behind an amount
constexpr char32_t note = U'\u6CE8';    ///< a note, and the mark of one behind a figure
constexpr char32_t one = U'\u4E00';     ///< a numeral, and what a scanner makes of a dash

constexpr char32_t full_stop = U'\u3002';         ///< behind a sentence
constexpr char32_t enumeration_comma = U'\u3001'; ///< between the parts of a list, and behind its numbers

} // namespace yanbao::lexicon::han
