#include "yanbao/names/securities.hpp"

#include "yanbao/lexicon/fold.hpp"
#include "yanbao/names/code_index.hpp"
#include "yanbao/names/name_index.hpp"
#include "yanbao/names/spelling.hpp"

#include <algorithm>
#include <utility>

namespace yanbao::names {

namespace {

constexpr std::size_t deepest = 4;       ///< lists laid over each other before they are made one
constexpr std::size_t shortest_tail = 2; ///< one character is part of too many words

std::uint32_t market_of(const Ticker& t) {
    if (t.exchange == "SH" || t.exchange == "SZ" || t.exchange == "BJ") return 0;
    return t.exchange == "HK" ? 1 : is_american(t) ? 2 : 3;
}

bool listed_by(const Security& s, std::optional<Date> on) { return !on || !s.listed || *s.listed <= *on; }

// An American code that stands in for a name that the list does not know is a word of many texts (A, IT, ON).
bool is_only_code(const Security& s) { return is_american(s.ticker) && s.name == s.ticker.code; }

// Latin letters or digits on both sides: the cut would go through a word.
bool cuts_word(char32_t before, char32_t after) {
    const auto latin = [](char32_t c) { return lexicon::is_ascii_letter(c) || lexicon::is_digit(c); };
    return latin(before) && latin(after);
}

// Whether a spelling of this length may stand there, by the bits of NameIndex.
bool may_be(std::uint64_t lengths, std::size_t length) {
    return (lengths >> std::min<std::size_t>(length, 63) & 1) != 0;
}

} // namespace

struct Securities::Data {
    std::vector<Security> rows;
    NameIndex names;
    CodeIndex codes;
    std::shared_ptr<const Data> below; ///< the list that this one is laid over
    std::size_t depth = 1;
    std::size_t size = 0;

    explicit Data(std::vector<Security> list, std::shared_ptr<const Data> under = nullptr);
    Data(const Data&) = delete; // `codes` looks into `rows`
    Data& operator=(const Data&) = delete;
    void spell(std::u32string_view name, std::uint32_t row, Claim claim);
    /// Entries of this list and those below, first to last, without a security twice.
    void collect(std::u32string_view spelling, std::uint64_t hash, std::optional<Date> on,
                 std::vector<const Security*>& found) const;
    const Security* find(const Ticker& ticker) const noexcept;
    std::size_t longest() const noexcept { return std::max(names.longest(), below ? below->longest() : 0); }
    using LengthsOf = std::uint64_t (NameIndex::*)(char32_t) const noexcept;
    std::uint64_t lengths(LengthsOf of, char32_t c) const noexcept {
        return (names.*of)(c) | (below ? below->lengths(of, c) : 0);
    }
    std::vector<const Security*> spelled(std::u32string_view spelling, std::optional<Date> on) const;
    std::vector<const Security*> named(std::u32string_view lowered, std::optional<Date> on) const;
};

Securities::Data::Data(std::vector<Security> list, std::shared_ptr<const Data> under)
    : rows(std::move(list)), below(std::move(under)), depth(below ? below->depth + 1 : 1),
      size(below ? below->size : 0) {
    names.reserve(3 * rows.size());
    codes.reserve(rows.size());
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        const Security& s = rows[i];
        if (codes.add(s.ticker) && (!below || !below->find(s.ticker))) ++size;
        if (!is_only_code(s)) spell(lowered(lexicon::folded(s.name)), i, Claim::own_name);
        for (const std::string& alias : s.aliases) spell(lowered(lexicon::folded(alias)), i, Claim::alias);
    }
}

void Securities::Data::spell(std::u32string_view name, std::uint32_t row, Claim claim) {
    const auto add = [&](std::u32string_view spelling, Claim c) {
        const std::uint32_t market = market_of(rows[row].ticker);
        if (spelling.size() >= shortest_tail)
            names.add(spelling, row, static_cast<std::uint32_t>(c) * 4 + market);
    };
    add(name, claim);
    const std::u32string_view suffix = name.substr(name.size() - suffix_length(name));
    const std::u32string_view bare = name.substr(0, name.size() - suffix.size());
    const Claim bare_claim = is_second_counter(suffix) ? Claim::second_counter : claim;
    if (!suffix.empty()) add(bare, bare_claim);
    if (const std::u32string_view classless = without_class(bare); classless.size() < bare.size())
        add(classless, bare_claim);
    if (const std::size_t prefix = prefix_length(bare)) add(bare.substr(prefix), bare_claim);
    if (market_of(rows[row].ticker) == 0) add(ex_day_spelling(bare), Claim::alias);
}

void Securities::Data::collect(std::u32string_view spelling, std::uint64_t hash, std::optional<Date> on,
                               std::vector<const Security*>& found) const {
    for (const Data* d = this; d; d = d->below.get())
        for (auto at = d->names.find(spelling, hash); at != NameIndex::none; at = d->names.entry(at).next) {
            const Security& s = d->rows[d->names.entry(at).security];
            const auto same = [&](const Security* f) { return same_security(f->ticker, s.ticker); };
            if (listed_by(s, on) && std::none_of(found.begin(), found.end(), same)) found.push_back(&s);
        }
}

std::vector<const Security*> Securities::Data::spelled(std::u32string_view spelling,
                                                       std::optional<Date> on) const {
    std::vector<const Security*> found;
    if (spelling.size() >= shortest_tail &&
        may_be(lengths(&NameIndex::lengths_from, spelling.front()), spelling.size()) &&
        may_be(lengths(&NameIndex::lengths_to, spelling.back()), spelling.size()))
        collect(spelling, SpellingHash::of(spelling), on, found);
    return found;
}

std::vector<const Security*> Securities::Data::named(std::u32string_view name, std::optional<Date> on) const {
    std::vector<const Security*> found = spelled(name, on);
    if (!found.empty()) return found;
    const std::size_t suffix = suffix_length(name);
    const std::u32string_view bare = name.substr(0, name.size() - suffix);
    if (suffix) found = spelled(bare, on);
    if (const std::size_t prefix = prefix_length(bare); found.empty() && prefix)
        found = spelled(bare.substr(prefix), on);
    if (found.empty()) found = spelled(printed_ex_day_spelling(bare), on);
    if (suffix) // a mark is printed: those whose own name has one are meant before those that have none
        std::stable_partition(found.begin(), found.end(), [](const Security* s) {
            return suffix_length(lowered(lexicon::folded(s->name))) > 0;
        });
    return found;
}

Securities::Securities(std::vector<Security> rows) : data_(std::make_shared<const Data>(std::move(rows))) {}

Securities Securities::extended(std::vector<Security> rows) const {
    Securities result(*this);
    std::shared_ptr<const Data> under = data_;
    if (data_->depth >= deepest) {
        for (const Data* d = data_.get(); d; d = d->below.get())
            rows.insert(rows.end(), d->rows.begin(), d->rows.end());
        under = nullptr;
    }
    result.data_ = std::make_shared<const Data>(std::move(rows), std::move(under));
    return result;
}

std::size_t Securities::size() const noexcept { return data_->size; }

const Security* Securities::Data::find(const Ticker& ticker) const noexcept {
    for (const Data* d = this; d; d = d->below.get())
        if (const auto row = d->codes.find(ticker); row != CodeIndex::none) return &d->rows[row];
    return nullptr;
}

const Security* Securities::by_ticker(const Ticker& ticker) const noexcept { return data_->find(ticker); }

const Security* Securities::by_code(std::string_view code) const noexcept {
    const Security* found = nullptr;
    for (const Data* d = data_.get(); d; d = d->below.get()) {
        const auto [row, shared] = d->codes.of_code(code);
        if (shared) return nullptr;
        if (row == CodeIndex::none) continue;
        const Security& s = d->rows[row];
        if (found && !same_security(found->ticker, s.ticker)) return nullptr;
        if (!found) found = &s;
    }
    return found;
}

std::vector<const Security*> Securities::by_name(std::u32string_view folded, std::optional<Date> on) const {
    const bool upper =
        std::any_of(folded.begin(), folded.end(), [](char32_t c) { return c >= U'A' && c <= U'Z'; });
    return upper ? data_->named(lowered(folded), on) : data_->named(folded, on);
}

Securities::Tail Securities::longest_tail(std::u32string_view folded, std::optional<Date> on) const {
    // a share mark that the list does not print is no part of the name, but of the tail
    const std::size_t reach = data_->longest() + 8;
    const std::u32string text = lowered(folded.substr(folded.size() - std::min(folded.size(), reach)));
    const std::size_t mark = suffix_length(text);
    Tail best;
    for (const std::size_t behind : {std::size_t{0}, mark}) {
        const std::size_t end = text.size() - behind;
        if (end == 0) break;
        const std::uint64_t lengths = data_->lengths(&NameIndex::lengths_to, text[end - 1]);
        SpellingHash hash;
        for (std::size_t length = 1; length <= std::min(end, data_->longest()); ++length) {
            if (lengths >> std::min<std::size_t>(length, 63) == 0) break;
            const std::size_t begin = end - length;
            hash.prepend(text[begin]);
            if (length < shortest_tail || length + behind <= best.length || !may_be(lengths, length))
                continue;
            if (begin > 0 && cuts_word(text[begin - 1], text[begin])) continue;
            std::vector<const Security*> found;
            data_->collect(std::u32string_view(text).substr(begin, length), hash.value(), on, found);
            if (!found.empty()) best = {length + behind, std::move(found)};
        }
        if (mark == 0) break;
    }
    if (best.length > 0) {
        const std::u32string_view all = text;
        const std::size_t begin = all.size() - best.length;
        best.length += trailing_prefix_length(all.substr(0, begin), all.substr(begin));
    }
    return best;
}

Securities::Tail Securities::longest_head(std::u32string_view folded, std::optional<Date> on) const {
    const std::u32string text = lowered(folded.substr(0, data_->longest() + 8));
    const std::size_t mark_of_trading = prefix_length(text);
    Tail best;
    for (const std::size_t before : {std::size_t{0}, mark_of_trading}) {
        if (before >= text.size()) break;
        const std::uint64_t lengths = data_->lengths(&NameIndex::lengths_from, text[before]);
        SpellingHash hash;
        for (std::size_t end = before + 1; end <= std::min(text.size(), before + data_->longest()); ++end) {
            if (lengths >> std::min<std::size_t>(end - before, 63) == 0) break;
            hash.append(text[end - 1]);
            if (end - before < shortest_tail || end <= best.length || !may_be(lengths, end - before))
                continue;
            if (end < text.size() && cuts_word(text[end - 1], text[end])) continue;
            std::vector<const Security*> found;
            data_->collect(std::u32string_view(text).substr(before, end - before), hash.value(), on, found);
            if (!found.empty()) best = {end, std::move(found)};
        }
        if (mark_of_trading == 0) break;
    }
    // a share mark behind it belongs to it
    for (std::size_t n = 2; best.length > 0 && n <= 4 && best.length + n <= text.size(); ++n) {
        const std::u32string_view mark = std::u32string_view(text).substr(best.length, n);
        const bool whole = best.length + n == text.size() || !lexicon::is_ascii_letter(text[best.length + n]);
        if (mark.front() == U'-' && whole && suffix_length(std::u32string(U"x").append(mark)) == n) {
            best.length += n;
            break;
        }
    }
    return best;
}

} // namespace yanbao::names
