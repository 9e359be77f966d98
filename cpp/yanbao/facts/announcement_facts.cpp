#include "yanbao/facts/announcement_facts.hpp"

#include "yanbao/facts/announcement_decimal.hpp"
#include "yanbao/facts/announcement_parties.hpp"
#include "yanbao/facts/events_days.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <map>

namespace yanbao::facts {

namespace {

using text::Quantity;
using text::Range;

constexpr std::size_t farthest_label = 12; ///< labels before a figure that are looked at
constexpr std::uint32_t nearest = 1;       ///< atom between a figure and a label behind it, or before a day
constexpr std::uint32_t nearest_bound = 3; ///< atoms between "at least" and its figure
constexpr std::string_view unwanted = "none"; ///< key of a label whose figures are not wanted
// The entry's text in one piece: a word that a page cuts in two is a word again.
layout::Document joined(const Context& context, const Entry& entry) {
    layout::Document text;
    for (const Range body : entry.body) {
        const std::uint32_t at = text.atoms.size();
        text.atoms.append(context.document.atoms, body);
        if (at < text.atoms.size())
            text.atoms.flags[at] &= static_cast<std::uint8_t>(~(text::flag::wall | text::flag::line_start));
    }
    text.find_words(context.lexicon);
    return text;
}

class AnnouncementTextReader {
  public:
    AnnouncementTextReader(const Context& context, std::u32string_view company)
        : c_(context), a_(context.document.atoms), parties_(c_, {0, a_.size()}, company),
          labels_(context.lexicon.find_category("announcement_label")),
          dates_(context.lexicon.find_category("announcement_date")),
          bounds_(context.lexicon.find_category("announcement_bound")) {}

    AnnouncementFacts run(std::string_view keys, bool many_parties) {
        read({0, a_.size()});
        AnnouncementFacts facts;
        facts.json = "{";
        for (std::size_t from = 0; from < keys.size();) {
            const std::size_t stop = std::min(keys.find(' ', from), keys.size());
            add(std::string(keys.substr(from, stop - from)), many_parties, facts);
            from = stop + 1;
        }
        facts.json += "}";
        return facts;
    }

  private:
    struct Value {
        std::string text;
        Party party;
        bool bound = false; ///< "at least", "at most"
    };

    void add(const std::string& key, bool many_parties, AnnouncementFacts& facts) const {
        const auto found = values_.find(key);
        if (found == values_.end()) return;
        const auto& values = found->second;
        const auto best = std::max_element(values.begin(), values.end(),
                                           [](const Value& a, const Value& b) { return a.party < b.party; });
        const bool several = std::any_of(values.begin(), values.end(), [&](const Value& v) {
            return v.party == best->party && v.text != best->text;
        });
        const bool unclear = several && ((many_parties && best->party == Party::unsaid) || best->bound);
        if (best->party == Party::other || unclear) {
            facts.doubts.push_back(key);
            return;
        }
        if (facts.json.size() > 1) facts.json += ", ";
        facts.json += '"' + key + "\": " + best->text;
    }

    // Sentence by sentence: a label reaches no farther.
    void read(Range body) {
        for (std::uint32_t from = body.begin; from < body.end;) {
            std::uint32_t stop = from;
            while (stop < body.end && !ends_sentence(a_, stop)) ++stop;
            sentence({from, stop});
            from = stop + 1;
        }
    }

    void sentence(Range s) {
        last_shares_.clear();
        party_ = parties_.at_start_of(s).value_or(Party::unsaid);
        for (std::uint32_t at = s.begin; at < s.end;) {
            if (a_.cp[at] == U',' && at + 1 < s.end)
                party_ = parties_.at_start_of({at + 1, s.end}).value_or(party_);
            if (!lexicon::is_digit(a_.cp[at])) {
                ++at;
                continue;
            }
            if (const auto days = days_at(c_, at, s.end, false)) {
                note_days(s, *days);
                at = days->range.end;
            } else if (const auto quantity = text::quantity_at(a_, c_.lexicon, at, s.end)) {
                if (!is_tail(at)) note_quantity(s, *quantity);
                at = std::max(quantity->range.end, at + 1);
            } else {
                while (at < s.end && lexicon::is_digit(a_.cp[at])) ++at; // a code
            }
        }
    }

    // The digits behind a point that could not be read as one number with those before it.
    bool is_tail(std::uint32_t at) const {
        return at > 1 && a_.cp[at - 1] == U'.' && lexicon::is_digit(a_.cp[at - 2]);
    }

    void note(std::string key, std::string value, bool bound = false) {
        values_[std::move(key)].push_back({std::move(value), party_, bound});
    }

    void note_days(Range s, const PrintedDays& days) {
        const auto found = resolved(days, std::nullopt); // a year is printed, or the day is not taken
        if (!found) return;
        const auto quoted = [](Date date) { return '"' + date.iso() + '"'; };
        if (days.end.range != days.start.range) {
            note("from", quoted(found->start));
            note("to", quoted(found->end));
        } else {
            note(is_as_of(s, days.range.begin) ? "as_of" : "date", quoted(found->start));
        }
    }

    bool is_as_of(Range s, std::uint32_t at) const {
        if (!dates_) return false;
        const auto hits = c_.document.hits_in(*dates_, {s.begin, at});
        return !hits.empty() && at - hits.back().end <= nearest &&
               c_.lexicon.key(*dates_, hits.back().key) == "as_of";
    }

    void note_quantity(Range s, const Quantity& quantity) {
        const std::string_view dimension = quantity.unit.dimension;
        if (dimension.empty() || !labels_) return;
        const std::string key(key_of(s, quantity.range, dimension));
        // a share of the capital goes with the shares named before it
        const bool of_unwanted = key == "share_of_capital" && last_shares_ == unwanted;
        if (dimension == "shares" && key != "total_capital") last_shares_ = key;
        if (key.empty() || key == unwanted || of_unwanted) return;
        note(key, exact_decimal(a_, quantity), is_bound(s, quantity.range.begin));
    }

    bool is_bound(Range s, std::uint32_t at) const {
        if (!bounds_) return false;
        const auto hits = c_.document.hits_in(*bounds_, {s.begin, at});
        return !hits.empty() && at - hits.back().end <= nearest_bound;
    }

    // The label right behind the figure, else the nearest one before it, that has a key for this dimension.
    std::string_view key_of(Range s, Range figure, std::string_view dimension) const {
        const auto key = [&](const lexicon::Hit& hit) {
            return c_.lexicon.text(*labels_, hit.key, dimension);
        };
        const auto behind = c_.document.hits_in(*labels_, {figure.end, s.end});
        const bool comma = figure.end < s.end && a_.cp[figure.end] == U',';
        if (!comma && !behind.empty() && behind.front().begin - figure.end <= nearest &&
            c_.lexicon.number(*labels_, behind.front().key, "behind") && !key(behind.front()).empty())
            return key(behind.front());
        const auto before = c_.document.hits_in(*labels_, {s.begin, figure.begin});
        const std::size_t least = before.size() - std::min(before.size(), farthest_label);
        for (std::size_t i = before.size(); i > least; --i)
            if (const auto found = key(before[i - 1]); !found.empty()) return found;
        return {};
    }

    const Context c_; ///< of the joined text
    const text::Atoms& a_;
    Parties parties_;
    std::optional<lexicon::CategoryId> labels_, dates_, bounds_;
    Party party_ = Party::unsaid;
    std::string last_shares_; ///< key of the last number of shares in this sentence
    std::map<std::string, std::vector<Value>, std::less<>> values_;
};

} // namespace

AnnouncementFacts announcement_facts(const Context& context, const Entry& entry, Range company,
                                     std::string_view keys, bool many_parties) {
    const layout::Document text = joined(context, entry);
    return AnnouncementTextReader({text, context.lexicon, context.securities, context.limits},
                                  context.document.view(company))
        .run(keys, many_parties);
}

} // namespace yanbao::facts
