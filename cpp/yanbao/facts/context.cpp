#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

namespace {
constexpr std::size_t usual_fields = 6;
}

void note_field(Fact& fact, std::string_view column, const Context& context, text::Range r) {
    if (r.empty()) return;
    if (fact.fields.capacity() == 0) fact.fields.reserve(usual_fields);
    if (const auto whole = text::lone_span(context.document.atoms, context.document.source, r)) {
        fact.fields.push_back({column, *whole});
        return;
    }
    for (Span span : context.document.spans(r)) fact.fields.push_back({column, span});
}

void add_finding(Facts& facts, const Context& context, std::string_view code, Severity severity,
                 std::string_view subject, std::string what, text::Range at) {
    Finding finding{std::string(code), severity, std::string(subject), 1, std::move(what), {}};
    if (!at.empty()) finding.spans = context.document.spans(at);
    facts.findings.push_back(std::move(finding));
}

void add_table_finding(Facts& facts, const Context& context, std::string_view code, Severity severity,
                       std::int64_t table_id, std::string_view touches, std::string_view what,
                       text::Range at) {
    std::string sentence = "table " + std::to_string(table_id) + " (";
    sentence.append(touches).append("): ").append(what);
    add_finding(facts, context, code, severity, "report", std::move(sentence), at);
}

} // namespace yanbao::facts
