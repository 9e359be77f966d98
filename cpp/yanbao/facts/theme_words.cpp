#include "yanbao/facts/theme_words.hpp"

#include "yanbao/facts/theme_chunks.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {
constexpr std::uint32_t longest_word = 12;
}

WordSet::WordSet(const lexicon::Lexicon& lexicon, std::string_view category, std::string_view key)
    : lexicon_(lexicon), category_(lexicon.find_category(category)), any_key_(key.empty()) {
    if (!category_) return;
    shape_ = &lexicon.shape(*category_);
    if (!any_key_) key_ = lexicon.find_key(*category_, key);
    for (std::size_t k = 0; k < lexicon.keys(*category_); ++k)
        if (any_key_ || key_ == k)
            particles_ += lexicon.folded_text(*category_, static_cast<lexicon::KeyId>(k), "particles");
}

bool WordSet::is_word(std::u32string_view word) const {
    if (word.size() == 1 && is_particle(word.front())) return true;
    if (!shape_ || !shape_->may_be(word)) return false;
    const auto found = lexicon_.exact(*category_, word);
    return found && (any_key_ || found == key_);
}

std::uint32_t WordSet::at_front(const text::Atoms& atoms, text::Range r) const {
    if (r.empty()) return 0;
    std::uint32_t longest = is_particle(atoms.cp[r.begin]) ? 1 : 0;
    if (!shape_ || !shape_->may_start(atoms.cp[r.begin])) return longest;
    const std::u32string_view text = atoms.view({0, r.end});
    const auto hit = lexicon_.at(*category_, text, atoms.flags, r.begin);
    if (!hit) return longest;
    if (any_key_ || hit->key == key_) return hit->end - r.begin;
    for (std::uint32_t n = hit->end - r.begin - 1; n > longest; --n) // a shorter word of the key asked for
        if (is_word(atoms.view({r.begin, r.begin + n}))) return n;
    return longest;
}

std::uint32_t WordSet::at_back(const text::Atoms& atoms, text::Range r) const {
    if (r.empty()) return 0;
    const char32_t last = atoms.cp[r.end - 1];
    const std::size_t longest = shape_ && shape_->may_end(last) ? shape_->longest() : 0;
    for (auto n = static_cast<std::uint32_t>(std::min<std::size_t>(r.size(), longest)); n > 0; --n)
        if (is_word(atoms.view({r.end - n, r.end}))) return n;
    return is_particle(last) ? 1 : 0;
}

bool WordSet::is_in(const layout::Document& document, text::Range r) const {
    if (!category_ || r.empty()) return false;
    const auto hits = document.hits_in(*category_, r);
    return std::any_of(hits.begin(), hits.end(),
                       [&](const lexicon::Hit& hit) { return any_key_ || hit.key == key_; });
}

text::Range WordSet::without_front(const text::Atoms& atoms, text::Range r) const {
    while (const std::uint32_t n = at_front(atoms, r)) r.begin += n;
    return r;
}

text::Range WordSet::without_back(const text::Atoms& atoms, text::Range r) const {
    while (const std::uint32_t n = at_back(atoms, r)) r.end -= n;
    return r;
}

ThemeWords::ThemeWords(const lexicon::Lexicon& l)
    : lexicon(l), role(l.find_category("theme_role")), role_behind(l.find_category("theme_role_behind")),
      lead(l, "theme_list_lead", "lead"), example(l, "theme_example"),
      mainland(l, "theme_list_lead", "mainland"), hong_kong(l, "theme_list_lead", "hong_kong"),
      america(l, "theme_list_lead", "america"), filler_front(l, "theme_before"),
      filler_back(l, "theme_behind"), reset(l, "theme_reset"), others(l, "theme_others"), end(l, "theme_end"),
      joiner(l, "theme_joiner"), after_link(l, "theme_after_link", "link"), as(l, "theme_after_link", "as"),
      section(l, "theme_section"), advice(l, "theme_advice"), section_ending(l, "theme_section_ending"),
      outside(l, "theme_outside"), not_list(l, "theme_not_list"), trading(l, "theme_not_list", "market"),
      avoid(l, "theme_avoid"), next_rank(l, "theme_next_rank"), announcer(l, "theme_announcer"),
      field(l, "theme_kind"), frame_head(l, "theme_frame", "head"), frame_tail(l, "theme_frame", "tail"),
      standing(l, "theme_descriptor_end"), shared(l, "theme_descriptor_end", "shared"),
      not_company(l, "theme_not_company"), common(l, "theme_common_word"), metric(l, "metric"),
      sector(l, "market_name", "sector"), portfolio(l, "theme_portfolio"),
      company_ending(l, "company_ending") {}

std::vector<RoleWord> ThemeWords::roles(const layout::Document& document, text::Range r) const {
    std::vector<RoleWord> found;
    const auto take = [&](std::optional<lexicon::CategoryId> category, bool behind) {
        if (!category || r.empty()) return;
        for (const lexicon::Hit& hit : document.hits_in(*category, r))
            found.push_back({lexicon.key(*category, hit.key), {hit.begin, hit.end}, behind});
    };
    take(role, false);
    take(role_behind, true);
    // leftmost, then longest, over both lists of words
    std::stable_sort(found.begin(), found.end(), [](const RoleWord& a, const RoleWord& b) {
        return a.range.begin != b.range.begin ? a.range.begin < b.range.begin : a.range.end > b.range.end;
    });
    std::uint32_t behind_last = r.begin;
    std::erase_if(found, [&](const RoleWord& word) {
        if (word.range.begin < behind_last) return true;
        behind_last = word.range.end;
        return false;
    });
    // what stands in brackets or in a title says nothing of the sentence around it; a bracket that nothing closes is
    // a stray sign
    std::uint32_t at = r.begin, behind = r.begin;
    std::erase_if(found, [&](const RoleWord& word) {
        for (; at < word.range.begin; ++at) {
            const char32_t c = document.atoms.cp[at];
            if (at >= behind && (c == U'(' || c == U'\u300A'))
                behind = std::max(behind, behind_bracket(document.atoms, at, r.end));
        }
        return word.range.begin < behind || word.key == "no_role" || cuts_name(document.atoms, word.range);
    });
    return found;
}

// The word ends within what names of companies end with: the first half of that is the end of a name.
bool ThemeWords::cuts_name(const text::Atoms& atoms, text::Range word) const {
    for (std::uint32_t at = word.begin + 1; at < word.end; ++at)
        if (at + company_ending.at_front(atoms, {at, atoms.size()}) > word.end) return true;
    return false;
}

std::optional<RoleWord> ThemeWords::cut_role(const text::Atoms& atoms, text::Range head,
                                             text::Range tail) const {
    if (!role) return std::nullopt;
    const std::uint32_t most = std::min(head.size(), longest_word);
    for (std::uint32_t left = most; left > 0; --left) {
        if (lexicon.longest_starting(*role, atoms.cp[head.end - left]) <= left) continue;
        for (std::uint32_t right = std::min(tail.size(), longest_word - left + 1); right > 0; --right) {
            if (lexicon.longest_ending(*role, atoms.cp[tail.begin + right - 1]) < left + right) continue;
            std::u32string word(atoms.view({head.end - left, head.end}));
            word += atoms.view({tail.begin, tail.begin + right});
            const auto key = lexicon.exact(*role, word);
            if (key && lexicon.key(*role, *key) != "no_role")
                return RoleWord{lexicon.key(*role, *key), {tail.begin, tail.begin + right}, false};
        }
    }
    return std::nullopt;
}

bool ThemeWords::has_role(const layout::Document& document, text::Range r) const {
    return !roles(document, r).empty();
}

} // namespace yanbao::facts
