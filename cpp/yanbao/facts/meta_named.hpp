#pragma once

#include "yanbao/facts/meta_company.hpp"

namespace yanbao::facts {

/// The company that a report without a subject on its cover is about, by what the whole of it prints: its code, its name in
/// its running text and in the titles of its past issues.  Nothing where two companies could be it.  For reports that print
/// forecasts of a company: others have no subject.
std::optional<Subject> named_subject(const Context& context);

/// Whether the text begins with a listed company and its code, and names no other more often.
bool opens_with_company(const Context& context);

/// Sets what `meta` says of a company where the cover named none; a finding tells so.
void infer_company(const Context& context, const Cover& cover, Facts& facts);

} // namespace yanbao::facts
