#include "yanbao/facts/market_subject.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <set>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t longest_open_name = 10; ///< in atoms: of a sector that the lexicon does not have
constexpr std::size_t least_of_short_name = 2;  ///< of the report's own sector

bool is_sector_character(char32_t c) {
    return lexicon::is_cjk(c) || lexicon::is_ascii_letter(c) || lexicon::is_digit(c) || c == U'&' ||
           c == U'-';
}

} // namespace

MarketSubjects::MarketSubjects(const Context& context, std::string_view own_sector)
    : context_(context), names_(context.lexicon.find_category("market_name")) {
    if (!names_) return;
    const auto& lexicon = context.lexicon;
    for (lexicon::KeyId key = 0; key < lexicon.keys(*names_); ++key)
        if (lexicon.text(*names_, key, "role") == "suffix")
            for (const std::string& word : lexicon.words(*names_, key))
                suffixes_.push_back(lexicon::folded(word));
    std::sort(suffixes_.begin(), suffixes_.end(),
              [](const auto& a, const auto& b) { return a.size() > b.size(); });
    own_folded_ = without_suffix(lexicon::folded(own_sector));
    if (own_folded_.empty()) return;

    std::set<std::string_view> printed_with;
    const auto& document = context.document;
    for (const lexicon::Hit& hit : document.hits[*names_])
        if (lexicon.text(*names_, hit.key, "role") == "classification" &&
            document.view({hit.end, document.atoms.size()}).starts_with(own_folded_))
            printed_with.insert(lexicon.text(*names_, hit.key, "name"));
    std::string name = lexicon::utf8(own_folded_);
    if (printed_with.size() == 1) name.insert(0, *printed_with.begin());
    own_ = MarketSubject{std::move(name), false, true, {}};
}

std::u32string MarketSubjects::without_suffix(std::u32string_view name) const {
    for (bool cut = true; cut;) {
        cut = false;
        for (const std::u32string& suffix : suffixes_)
            if (name.size() > suffix.size() && name.ends_with(suffix)) {
                name.remove_suffix(suffix.size());
                cut = true;
            }
    }
    return std::u32string(name);
}

// The sector's name, or the start of it: 医药 in a report on 医药生物.
bool MarketSubjects::is_own(std::u32string_view name) const {
    return own_ && name.size() >= least_of_short_name && own_folded_.starts_with(name);
}

bool MarketSubjects::is_bare(std::span<const Token> tokens) {
    return !tokens.empty() &&
           std::all_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.term == Term::suffix; });
}

bool MarketSubjects::is_index_word(const Token& suffix) const {
    return context_.lexicon.number(*names_, suffix.key, "index").has_value();
}

std::optional<MarketSubject> MarketSubjects::read(std::span<const Token> tokens) const {
    if (tokens.empty()) return std::nullopt;
    std::size_t first = 0;
    if (tokens.size() > 1 && tokens[0].term == Term::market && tokens[1].term == Term::classification)
        first = 1;
    std::string classification;
    std::size_t core = first;
    if (tokens[first].term == Term::classification) {
        classification = context_.lexicon.text(*names_, tokens[first].key, "name");
        ++core;
    }
    std::size_t last = tokens.size();
    while (last > core && tokens[last - 1].term == Term::suffix) --last;
    if (last == core) return std::nullopt; // all names a universe, none a subject of it
    MarketSubject subject;
    subject.range = {tokens[first].range.begin, tokens.back().range.end};
    subject.known = true;
    bool named = false;
    for (std::size_t i = core; i < last; ++i) {
        const Token& t = tokens[i];
        if (i > core && t.range.begin != tokens[i - 1].range.end) return std::nullopt;
        switch (t.term) {
        case Term::index: subject.index = named = true; break;
        case Term::sector: named = true; break;
        case Term::market: break;
        case Term::unknown: named = true, subject.known = false; break;
        default: return std::nullopt;
        }
    }
    if (!named) return std::nullopt;
    const Range printed{tokens[core].range.begin, tokens[last - 1].range.end};
    const std::u32string name = without_suffix(context_.document.view(printed));
    const bool own = is_own(name);
    subject.known = subject.known || own;
    if (!subject.known) {
        // any "index" may be of prices or sentiment: only one of a known family is of stocks
        const bool framed = !classification.empty() || (last < tokens.size() && !is_index_word(tokens[last]));
        if (!framed || name.size() > longest_open_name || name.size() < 2) return std::nullopt;
        if (!std::all_of(name.begin(), name.end(), is_sector_character)) return std::nullopt;
    }
    if (own && (classification.empty() || own_->name.starts_with(classification))) {
        subject.name = own_->name;
        return subject;
    }
    subject.name =
        classification + lexicon::utf8(without_suffix(lexicon::folded(context_.document.squeezed(printed))));
    return subject;
}

} // namespace yanbao::facts
