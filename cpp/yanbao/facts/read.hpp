#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// Every fact of a document, one pass a kind, in an order in which each finds what it needs (tables before prose,
/// names before themes, dates before events).
Facts read_facts(const layout::Document& document, const lexicon::Lexicon& lexicon,
                 const names::Securities& securities, const Limits& limits);

} // namespace yanbao::facts
