#pragma once

#include "yanbao/facts/facts.hpp"
#include "yanbao/layout/document.hpp"
#include "yanbao/lexicon/lexicon.hpp"
#include "yanbao/names/securities.hpp"

namespace yanbao::facts {

/// What every rule of this room reads from; all of it outlives the call.
struct Context {
    const layout::Document& document;
    const lexicon::Lexicon& lexicon;
    const names::Securities&
        securities; ///< with the names learnt from the report's own tables, once they are read
    const Limits& limits;

    /// A fact's place: the row's span and its line come from the atoms of `r`.
    Span span(text::Range r) const { return document.span(r); }
};

/// Adds where `column` of a row is printed: one span, or several where the atoms are cut.
void note_field(Fact& fact, std::string_view column, const Context& context, text::Range r);

/// A finding on a table as a whole: its subject is the report, and it says which table and which facts it touches.
void add_table_finding(Facts& facts, const Context& context, std::string_view code, Severity severity,
                       std::int64_t table_id, std::string_view touches, std::string_view what,
                       text::Range at = {});

/// `code` is one of the lexicon's category `finding`; `at` may be empty.
void add_finding(Facts& facts, const Context& context, std::string_view code, Severity severity,
                 std::string_view subject, std::string what, text::Range at = {});

} // namespace yanbao::facts
