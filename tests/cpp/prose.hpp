#pragma once
// A report read from text for the rules of prose, with the shipped lexicon and list of securities.

#include "catch.hpp"
#include "shipped.hpp"

#include "yanbao/facts/context.hpp"
#include "yanbao/layout/document.hpp"
#include "yanbao/names/securities_csv.hpp"

#include <algorithm>
#include <string>

struct Prose {
    yanbao::layout::Document document;
    yanbao::facts::Facts facts;
    yanbao::Limits limits;

    using Rule = void (*)(const yanbao::facts::Context&, yanbao::facts::Facts&);

    explicit Prose(std::string text, std::string sector = "", std::string published = "")
        : document(yanbao::layout::read_text(std::move(text), shipped_lexicon(), yanbao::Limits{})) {
        facts.meta.sector = std::move(sector);
        facts.meta.published = yanbao::Date::parse_iso(published);
    }

    Prose& read(Rule rule) {
        static const yanbao::names::Securities securities(
            yanbao::names::read_csv(read_file(YANBAO_PACKAGE_DATA "/securities.csv")));
        rule({document, shipped_lexicon(), securities, limits}, facts);
        return *this;
    }

    std::string printed(yanbao::Span span) const { return document.source.substr(span.start, span.size()); }
    /// What a field of a fact is printed as; the spans of one that is cut follow each other.
    std::string printed(const yanbao::facts::Fact& fact, std::string_view column) const {
        std::string out;
        for (const auto& field : fact.fields)
            if (field.column == column) out += printed(field.span);
        return out;
    }
    std::size_t count(std::string_view code) const {
        return static_cast<std::size_t>(std::count_if(facts.findings.begin(), facts.findings.end(),
                                                      [&](const auto& f) { return f.code == code; }));
    }
};
