// Times the full reading of many reports in memory (text, layout, facts, audit) beside the reference pass over the same
// bytes, turn by turn, and prints the best times as JSON: bench_read CORPUS PACKAGE_DATA [ROUNDS]
//
// A corpus is a run of texts, each behind its length in decimal digits and a line feed.

#include "reference.hpp"
#include "yanbao/audit/audit.hpp"
#include "yanbao/facts/read.hpp"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <sstream>

namespace {

using namespace yanbao;

/// Seconds of this process on a core: what else runs on the machine does not count.
double now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> texts_of(const std::string& corpus) {
    std::vector<std::string> texts;
    for (std::size_t at = 0; at < corpus.size();) {
        const std::size_t end = corpus.find('\n', at);
        const std::size_t size = std::stoul(corpus.substr(at, end - at));
        texts.push_back(corpus.substr(end + 1, size));
        at = end + 1 + size;
    }
    return texts;
}

lexicon::Lexicon words(const std::filesystem::path& data) {
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(data / "lexicon"))
        files.insert(entry.path());
    lexicon::Lexicon all = lexicon::Lexicon::from_json("{}");
    for (const auto& path : files) all = all.extended(contents(path));
    return all;
}

/// The shipped list: ticker,name,aliases,listed; no field of it is quoted.
names::Securities securities(const std::filesystem::path& data) {
    std::vector<names::Security> rows;
    std::istringstream lines(contents(data / "securities.csv"));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        std::vector<std::string> fields(1);
        for (const char c : line)
            if (c == ',')
                fields.emplace_back();
            else
                fields.back() += c;
        fields.resize(4);
        names::Security row{
            parse_ticker(fields[0]).value_or(Ticker{}), fields[1], {}, Date::parse_iso(fields[3])};
        std::istringstream aliases(fields[2]);
        for (std::string alias; std::getline(aliases, alias, '|');) row.aliases.push_back(alias);
        rows.push_back(std::move(row));
    }
    return names::Securities(std::move(rows));
}

/// Seconds by part of one round, and what was found, so that no part can be left out.
struct Round {
    double reference = 0, layout = 0, facts = 0, audit = 0;
    std::uint64_t found = 0;
    double read() const { return layout + facts + audit; }
};

Round once(const std::vector<std::string>& texts, const lexicon::Lexicon& words,
           const names::Securities& securities) {
    const Limits limits;
    Round round;
    double start = now();
    for (const std::string& text : texts) round.found += bench::decode_and_classify(text).sum & 1;
    round.reference = now() - start;
    for (const std::string& text : texts) {
        start = now();
        const auto document = layout::read_text(text, words, limits);
        const double laid_out = now();
        auto facts = facts::read_facts(document, words, securities, limits);
        const double read = now();
        audit::audit(document, facts);
        const double audited = now();
        round.layout += laid_out - start;
        round.facts += read - laid_out;
        round.audit += audited - read;
        round.found += facts.estimates.size() + facts.themes.size() + facts.findings.size();
    }
    return round;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "bench_read CORPUS PACKAGE_DATA [ROUNDS]\n";
        return 2;
    }
    const auto texts = texts_of(contents(argv[1]));
    const auto lexicon = words(argv[2]);
    const auto list = securities(argv[2]);
    const int rounds = argc > 3 ? std::max(1, std::stoi(argv[3])) : 3;

    std::size_t bytes = 0;
    for (const std::string& text : texts) bytes += text.size();
    Round best;
    double reference = 1e300;
    for (int i = 0; i < rounds; ++i) {
        const Round round = once(texts, lexicon, list);
        reference = std::min(reference, round.reference);
        if (i == 0 || round.read() < best.read()) best = round;
    }
    std::cout << "{\"texts\": " << texts.size() << ", \"bytes\": " << bytes << ", \"found\": " << best.found
              << ", \"reference_s\": " << reference << ", \"layout_s\": " << best.layout
              << ", \"facts_s\": " << best.facts << ", \"audit_s\": " << best.audit << "}\n";
    return 0;
}
