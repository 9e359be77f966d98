#include "yanbao/facts/announcements.hpp"

#include "yanbao/facts/announcement_facts.hpp"
#include "yanbao/facts/announcement_table.hpp"
#include "yanbao/facts/section.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t longest_company = 12; ///< in atoms
constexpr std::uint32_t longest_headline = 120;
constexpr std::u32string_view marks_in_title = U",;\u3002\u3001\u300A\"";

struct Head {
    Range company;
    Range title;
};

class AnnouncementReader {
  public:
    AnnouncementReader(const Context& context, Facts& facts)
        : c_(context), a_(context.document.atoms), facts_(facts),
          kinds_(context.lexicon.find_category("announcement_kind")),
          verbs_(context.lexicon.find_category("announcement_verb")) {}

    void run(const std::vector<table::Grid>& grids) {
        const auto vouched = [this](const Entry& entry) { return head_of(entry.headline).has_value(); };
        for (const Section& section : sections_of(c_, "announcements")) {
            const std::vector<Entry> entries = entries_of(c_, section, vouched);
            for (const Entry& entry : entries) add(entry);
            if (entries.empty()) add_paragraphs(section);
        }
        for (const table::Grid& grid : grids)
            for (const TabledAnnouncement& row : announcements_in(c_, grid))
                if (const auto known = head(row.company, row.entry.headline))
                    add(row.entry, *known);
                else
                    unread(row.entry);
    }

  private:
    // "company: title", "[company] title", "company (code): title", or a known company's name with its title behind.
    std::optional<Head> head_of(Range headline) const {
        if (headline.empty()) return std::nullopt;
        const auto view = c_.document.view(headline);
        if (view.front() == U'\u3010' || view.front() == U'[') {
            const auto close = view.find_first_of(U"\u3011]");
            if (close == view.npos) return std::nullopt;
            return head({headline.begin + 1, at(headline, close)}, {at(headline, close + 1), headline.end});
        }
        const auto colon = view.find(U':');
        if (colon != view.npos) {
            const auto code = view.substr(0, colon).find(U'(');
            const Range company{headline.begin, at(headline, std::min(colon, code))};
            if (company.size() >= 2 && company.size() <= longest_company && !is_phrase(company))
                return head(company, {at(headline, colon + 1), headline.end});
        }
        const auto known = c_.securities.longest_head(view);
        if (known.length < 2 || known.securities.empty()) return std::nullopt;
        const std::uint32_t end = at(headline, known.length);
        return head({headline.begin, end}, {end, headline.end});
    }

    // Where nothing marks the entries: paragraphs that begin with a known company and a sign behind it.
    void add_paragraphs(const Section& section) {
        for (std::uint32_t b = section.title + 1; b < section.end; ++b) {
            const layout::Block& block = c_.document.blocks[b];
            if (block.kind != layout::BlockKind::paragraph && block.kind != layout::BlockKind::item) continue;
            Entry entry;
            entry.headline = block.body();
            if (!names_company_first(entry.headline)) continue;
            for (std::uint32_t i = entry.headline.begin; i + 1 < entry.headline.end; ++i)
                if (ends_sentence(a_, i)) {
                    entry.body.push_back({i + 1, entry.headline.end});
                    entry.headline.end = i;
                }
            if (entry.headline.size() <= longest_headline && head_of(entry.headline)) add(entry);
        }
    }

    bool names_company_first(Range r) const {
        const auto view = c_.document.view(r);
        const bool bracket = !view.empty() && view.front() == U'\u3010';
        const auto known = c_.securities.longest_head(view.substr(bracket ? 1 : 0));
        const std::size_t behind = known.length + (bracket ? 1 : 0);
        if (known.length < 2 || behind >= view.size()) return false;
        return std::u32string_view(bracket ? U"\u3011(" : U":(").find(view[behind]) !=
               std::u32string_view::npos;
    }

    static std::uint32_t at(Range r, std::size_t offset) {
        return r.begin + static_cast<std::uint32_t>(offset);
    }

    std::optional<Head> head(Range company, Range title) const {
        title = text::unquoted(a_, without_stops(a_, without_code(title)));
        company = without_stops(a_, company);
        return company.empty() || title.empty() ? std::nullopt : std::optional(Head{company, title});
    }

    // "(603613.SH)" between a company and its title.
    Range without_code(Range title) const {
        const auto view = c_.document.view(title);
        if (view.empty() || view.front() != U'(') return title;
        const auto close = view.find(U')');
        const bool code = close != view.npos && close <= longest_company && view[1] < 128;
        return code ? Range{at(title, close + 1), title.end} : title;
    }

    // What stands before a colon is a company, not the start of a sentence.
    bool is_phrase(Range company) const {
        if (c_.document.view(company).find_first_of(marks_in_title) != std::u32string_view::npos) return true;
        return verbs_ && !c_.document.hits_in(*verbs_, company).empty();
    }

    void add(const Entry& entry) {
        const auto head = head_of(entry.headline);
        if (!head) return unread(entry);
        add(entry, *head);
    }

    void unread(const Entry& entry) {
        facts_.findings.push_back(
            {"announcement_unread",
             Severity::warning,
             "report",
             1,
             "no company is known in the headline of an announcement: " + c_.document.printed(entry.headline),
             {c_.span(entry.headline)}});
    }

    void add(const Entry& entry, const Head& head) {
        Announcement row;
        row.no = entry.no;
        row.company = c_.document.squeezed(head.company);
        row.title = c_.document.printed(head.title) + c_.document.printed(entry.headline_rest);
        row.at = c_.span(head.title);
        note_field(row, "company", c_, head.company);
        note_field(row, "title", c_, head.title);
        note_field(row, "title", c_, entry.headline_rest);
        row.facts = "{}";
        if (const auto hit = kind_of(head.title)) {
            row.kind = c_.lexicon.key(*kinds_, hit->key);
            note_field(row, "kind", c_, {hit->begin, hit->end});
            add_facts(entry, head, hit->key, row);
        }
        if (seen_.emplace(row.no, row.company, row.title).second)
            facts_.announcements.push_back(std::move(row));
    }

    // The first word of the title that is of a kind; "other" words are of none.
    std::optional<lexicon::Hit> kind_of(Range title) const {
        if (!kinds_) return std::nullopt;
        for (const auto& hit : c_.document.hits_in(*kinds_, title))
            if (c_.lexicon.key(*kinds_, hit.key) != "other") return hit;
        return std::nullopt;
    }

    void add_facts(const Entry& entry, const Head& head, lexicon::KeyId kind, Announcement& row) {
        const bool many_parties = c_.lexicon.number(*kinds_, kind, "parties").has_value();
        AnnouncementFacts found = announcement_facts(c_, entry, head.company,
                                                     c_.lexicon.text(*kinds_, kind, "facts"), many_parties);
        row.facts = std::move(found.json);
        for (const std::string& key : found.doubts)
            facts_.findings.push_back(
                {"announcement_ambiguous",
                 Severity::warning,
                 row.company,
                 1,
                 "the announcement gives several figures and does not say whose: " + key,
                 {row.at}});
    }

    const Context& c_;
    const text::Atoms& a_;
    Facts& facts_;
    std::optional<lexicon::CategoryId> kinds_, verbs_;
    std::set<std::tuple<std::optional<std::int64_t>, std::string, std::string>> seen_;
};

} // namespace

void read_announcements(const Context& context, const std::vector<table::Grid>& grids, Facts& facts) {
    AnnouncementReader(context, facts).run(grids);
}

} // namespace yanbao::facts
