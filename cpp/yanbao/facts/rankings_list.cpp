#include "yanbao/facts/rankings_list.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using lexicon::han::enumeration_comma;
using text::Range;

constexpr std::uint32_t longest_listed_name = 16; ///< in atoms
constexpr std::u32string_view around_listed_name = U"\\$:;,.\u3002\"'";

class RankedListReader {
  public:
    RankedListReader(const Context& context, Range r)
        : c_(context), a_(context.document.atoms), r_(r),
          words_(context.lexicon.find_category("ranking_list")) {}

    std::vector<ListedName> run() {
        const bool enumerated = clause_has_enumeration();
        for (std::uint32_t from = r_.begin; from < r_.end;) {
            const std::uint32_t stop = next_separator(from);
            const bool whole = add({from, stop});
            if (!whole || stop >= r_.end || (enumerated && a_.cp[stop] != enumeration_comma)) break;
            from = stop + 1;
        }
        return std::move(names_);
    }

  private:
    static bool is_comma(char32_t c) { return c == enumeration_comma || c == U','; }

    // Whether a 、 comes before the first comma that stands outside of brackets.
    bool clause_has_enumeration() const {
        const std::uint32_t stop = next_separator(r_.begin);
        return stop < r_.end && a_.cp[stop] == enumeration_comma;
    }

    std::uint32_t next_separator(std::uint32_t at) const {
        int depth = 0;
        for (; at < r_.end; ++at) {
            if (a_.cp[at] == U'(') ++depth;
            if (a_.cp[at] == U')' && depth > 0) --depth;
            if (depth == 0 && is_comma(a_.cp[at])) return at;
        }
        return r_.end;
    }

    // One entry of the list; false where it ends the list.
    bool add(Range entry) {
        ListedName named;
        const auto open = std::find(a_.cp.begin() + entry.begin, a_.cp.begin() + entry.end, U'(');
        const auto bracket = static_cast<std::uint32_t>(open - a_.cp.begin());
        if (bracket < entry.end) named.share = share_in({bracket + 1, entry.end});
        named.name = text::trimmed(a_, {entry.begin, bracket}, around_listed_name);
        const bool last = cut_tail(named.name);
        const std::size_t before = names_.size();
        split(named);
        return names_.size() > before && !last;
    }

    // Takes "and others", "come first" off the end; what follows such a word is no part of the list.
    bool cut_tail(Range& name) const {
        if (!words_) return false;
        for (const auto& hit : c_.document.hits_in(*words_, name)) {
            if (c_.lexicon.key(*words_, hit.key) != "end" || hit.begin == name.begin) continue;
            if (is_security(c_, name)) return false;
            name.end = hit.begin;
            return true;
        }
        return false;
    }

    void split(ListedName named) {
        const auto push = [&](Range name, std::optional<double> share) {
            if (name.size() >= 2 && name.size() <= longest_listed_name) names_.push_back({name, share});
        };
        if (words_ && !is_security(c_, named.name)) {
            for (const auto& hit : c_.document.hits_in(*words_, named.name)) {
                if (c_.lexicon.key(*words_, hit.key) != "joint") continue;
                const Range left{named.name.begin, hit.begin}, right{hit.end, named.name.end};
                if (!is_security(c_, left) && !is_security(c_, right)) continue;
                if (!left.empty()) push(left, std::nullopt);
                return push(right, named.share);
            }
        }
        push(named.name, named.share);
    }

    std::optional<double> share_in(Range bracket) const {
        const auto quantity = text::next_quantity(a_, c_.lexicon, bracket.begin, bracket.end);
        if (!quantity || quantity->unit.dimension != "share_of_whole") return std::nullopt;
        return quantity->number.value;
    }

    const Context& c_;
    const text::Atoms& a_;
    Range r_;
    std::optional<lexicon::CategoryId> words_;
    std::vector<ListedName> names_;
};

} // namespace

std::vector<ListedName> names_at(const Context& context, Range r) {
    return RankedListReader(context, r).run();
}

bool is_security(const Context& context, Range name) {
    return !name.empty() && name.size() <= longest_listed_name &&
           !context.securities.by_name(context.document.view(name)).empty();
}

} // namespace yanbao::facts
