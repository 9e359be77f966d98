#pragma once
// What every fuzzer holds a reading to: spans lie inside the source and in order, and the same input gives the same
// facts.

#include "yanbao/audit/audit.hpp"
#include "yanbao/base/error.hpp"
#include "yanbao/facts/read.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace yanbao::fuzz {

inline std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline const lexicon::Lexicon& shipped_words() {
    static const lexicon::Lexicon words = [] {
        std::set<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(YANBAO_PACKAGE_DATA "/lexicon"))
            files.insert(entry.path());
        lexicon::Lexicon all = lexicon::Lexicon::from_json("{}");
        for (const auto& path : files) all = all.extended(contents(path));
        return all;
    }();
    return words;
}

inline const names::Securities& a_few_securities() {
    static const names::Securities list = [] {
        std::vector<names::Security> rows;
        const auto add = [&rows](std::string_view ticker, const char* name,
                                 std::vector<std::string> aliases) {
            if (const auto parsed = parse_ticker(ticker))
                rows.push_back({*parsed, name, std::move(aliases), {}});
        };
        add("600570.SH", "恒生电子", {});
        add("688981.SH", "中芯国际", {});
        add("0981.HK", "中芯国际", {});
        add("688256.SH", "寒武纪-U", {"寒武纪"});
        add("9999.HK", "网易-S", {"网易"});
        add("BZ.US", "BOSS直聘", {"Boss直聘"});
        return names::Securities(std::move(rows));
    }();
    return list;
}

inline void require(bool holds) {
    if (!holds) std::abort();
}

inline void within(const Span& span, const std::string& source) {
    require(span.start <= span.end && span.end <= source.size());
}

template<class Row>
void within(const std::vector<Row>& rows, const std::string& source) {
    for (const Row& row : rows) {
        within(row.at, source);
        for (const auto& field : row.fields) within(field.span, source);
    }
}

inline void check_places(const layout::Document& document, const facts::Facts& facts) {
    const std::string& source = document.source;
    for (const std::uint32_t byte : document.atoms.src) require(byte < source.size());
    for (const layout::Block& block : document.blocks) require(block.atoms.end <= document.atoms.size());
    for (const text::Range& cell : document.cells) require(cell.end <= document.atoms.size());
    within(facts.analysts, source), within(facts.coverage, source), within(facts.estimates, source);
    within(facts.quotes, source), within(facts.themes, source), within(facts.market, source);
    within(facts.rankings, source), within(facts.announcements, source), within(facts.news, source);
    within(facts.web_traffic, source), within(facts.events, source), within(facts.rating_scale, source);
    within(facts.benchmarks, source), within(facts.references, source), within(facts.risks, source);
    within(facts.figures, source), within(facts.ratios, source), within(facts.tables, source);
    for (const Finding& finding : facts.findings)
        for (const Span& span : finding.spans) within(span, source);
}

/// What a reading says, as one string: enough to see any difference.
inline std::string summary(const facts::Facts& facts) {
    std::string all = facts.meta.title + facts.meta.broker + facts.meta.ticker;
    for (const auto& row : facts.estimates)
        all +=
            row.ticker + row.metric + std::to_string(row.value.value) + std::to_string(row.at.start) + '\n';
    for (const auto& row : facts.themes) all += row.theme + row.name + row.role + '\n';
    for (const auto& row : facts.market)
        all += row.subject + row.measure + std::to_string(row.value.value) + '\n';
    for (const auto& row : facts.tables) all += row.use + std::to_string(row.rows) + '\n';
    for (const auto& row : facts.findings) all += row.code + row.subject + row.what + '\n';
    return all;
}

/// The facts of a document, checked.
inline std::string read(const layout::Document& document) {
    auto facts = facts::read_facts(document, shipped_words(), a_few_securities(), Limits{});
    audit::audit(document, facts);
    check_places(document, facts);
    return summary(facts);
}

/// The text door on these bytes, twice: what cannot be read says so with a typed error.
inline int hold_text(const std::string& bytes) {
    const auto once = [&] { return read(layout::read_text(bytes, shipped_words(), Limits{})); };
    try {
        require(once() == once());
    } catch (const Error&) {
        return 0;
    }
    return 0;
}

} // namespace yanbao::fuzz
