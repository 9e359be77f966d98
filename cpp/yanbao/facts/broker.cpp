#include "yanbao/facts/broker.hpp"

#include "yanbao/facts/analysts_contact.hpp"
#include "yanbao/facts/broker_names.hpp"
#include "yanbao/facts/meta_subject.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <map>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

// What a mention is worth.  Sources quote other houses and prose names them; nobody else prints their disclaimer.
constexpr double of_institute_in_note = 2, most_in_notes = 12;
constexpr double of_name_in_note = 0.5;
constexpr double of_institute = 3, of_company = 3, of_own_report = 4;
constexpr double of_label = 4, of_line = 1; ///< on the cover
constexpr double of_heading = 2, of_heading_on_cover = 1, of_latin_prose = 0.25, most_latin_prose = 2;
constexpr double of_address = 4, most_addresses = 8;
constexpr double of_licence = 1, most_licences = 2;
constexpr std::uint32_t house_label_reach = 8, longest_signature = 40;
constexpr double clear_lead = 1.25; ///< of the best over the next

struct Evidence {
    double notes = 0, prose = 0, addresses = 0, licences = 0, other = 0;
    Range first{};
    double total() const noexcept {
        return std::min(notes, most_in_notes) + std::min(prose, most_latin_prose) +
               std::min(addresses, most_addresses) + std::min(licences, most_licences) + other;
    }
};

class Publisher {
  public:
    Publisher(const Context& context, const Cover& cover)
        : c_(context), cover_(cover), own_(context, "own_report"), houses_(context, "broker"),
          domains_(context, "broker_domain"), house_labels_(context, "house_label"),
          cover_labels_(context, "cover_label") {}

    void run(Facts& facts) {
        for (const CoverLine& line : cover_.lines())
            if (const auto subject = subject_in(c_, line.body))
                subjects_.push_back(c_.document.view(subject->name));
        for (const HouseName& house : house_names(c_)) {
            weigh(house);
            if (is_alone_with_day(house)) of(house.name, house.range).other += of_heading;
            weigh_line(house);
        }
        for (const Block& block : c_.document.blocks)
            if (block.kind != BlockKind::table) weigh_contacts(block);
        choose(facts);
    }

  private:
    Evidence& of(std::string_view name, Range at) {
        auto& evidence = by_name_[std::string(name)];
        if (evidence.first.empty()) evidence.first = at;
        return evidence;
    }

    void weigh(const HouseName& house) {
        const Block& block = c_.document.blocks[house.block];
        Evidence& e = of(house.name, house.range);
        if (cover_.is_reference(house.range)) return;
        const bool own = own_.any_in(block.atoms);
        switch (block.kind) {
        case BlockKind::table:
        case BlockKind::note: e.notes += house.research ? of_institute_in_note : of_name_in_note; return;
        case BlockKind::heading:
        case BlockKind::sidebar:
        case BlockKind::furniture:
            e.other += house.research || house.company ? of_institute : title_weight(house);
            return;
        default: break;
        }
        if (house.research) e.other += of_institute;
        if (house.company) e.other += own ? of_own_report + of_company : of_company;
        if (!house.research && !house.company) {
            if (own)
                e.other += 1;
            else if (house.latin)
                e.prose += of_latin_prose;
        }
    }

    // A line of the cover that is the house and the day, and nothing else.
    bool is_alone_with_day(const HouseName& house) const {
        return std::any_of(cover_.lines().begin(), cover_.lines().end(), [&](const CoverLine& line) {
            return line.block == house.block && line.dated && line.rest == 0 &&
                   line.body.begin <= house.range.begin && house.range.end <= line.body.end;
        });
    }

    // Behind a label that says whose the report is; or alone on a line of the cover, or before its people and the day.
    void weigh_line(const HouseName& house) {
        const Block& block = c_.document.blocks[house.block];
        if (house.block >= cover_.end() || block.kind != BlockKind::paragraph) return;
        const std::uint32_t from =
            house.range.begin - std::min(house.range.begin - block.atoms.begin, house_label_reach);
        const auto labels = house_labels_.in({from, house.range.begin});
        if (!labels.empty() && labels.back().end + 1 == house.range.begin &&
            c_.document.atoms.cp[labels.back().end] == U':') {
            of(house.name, house.range).other += of_label;
            return;
        }
        if (is_subject_of_cover(house)) return;
        if (house.whole_line) of(house.name, house.range).other += of_line;
        for (const CoverLine& line : cover_.lines()) {
            if (line.block != house.block || line.body.begin != house.range.begin) continue;
            const bool signs = (line.dated && line.body.size() <= longest_signature) || says_kind(line);
            if (line.rest == 0 || signs) of(house.name, house.range).other += of_line;
        }
    }
    // The house, and what kind of report it is.
    bool says_kind(const CoverLine& line) const {
        const auto labels = cover_labels_.in(line.body);
        return std::any_of(labels.begin(), labels.end(),
                           [&](const auto& hit) { return cover_labels_.key(hit) == "strip"; });
    }
    bool is_subject_of_cover(const HouseName& house) const {
        return std::find(subjects_.begin(), subjects_.end(), c_.document.view(house.range)) !=
               subjects_.end();
    }

    // A house in a title may be its subject: 中信证券（600030）
    double title_weight(const HouseName& house) const {
        const bool listed = !c_.securities.by_name(c_.document.view(house.range)).empty();
        if (!listed || house.block >= cover_.end()) return of_heading;
        const auto subject = subject_in(c_, c_.document.blocks[house.block].atoms);
        const bool is_subject = subject && subject->name.begin < house.range.end;
        return is_subject ? 0.0 : of_heading_on_cover;
    }

    // Most blocks are prose: an address has an @, a licence a digit right behind its letter.
    bool may_hold_address(text::Range r) const {
        char32_t before = 0;
        for (const char32_t c : c_.document.view(r)) {
            if (c == U'@') return true;
            const bool digit = lexicon::is_digit(c) || c == U'O' || c == U'l';
            if (digit &&
                (before == U'S' || before == U'A' || before == U's' || before == U'$' || before == U'\u00A7'))
                return true;
            before = c;
        }
        return false;
    }

    // Few licences are printed: a search among all houses for each costs less than an index of them.
    std::string_view licensed_house(std::string_view licence) const {
        const auto category = c_.lexicon.find_category("broker");
        if (!category || licence.empty()) return {};
        for (std::size_t key = 0; key < c_.lexicon.keys(*category); ++key) {
            const auto id = static_cast<lexicon::KeyId>(key);
            if (houses_.attribute(id, "licence") == licence) return houses_.key(id);
        }
        return {};
    }

    void weigh_contacts(const Block& block) {
        if (may_hold_address(block.atoms))
            for (const Contact& contact : contacts_in(c_, block.atoms)) {
                if (contact.kind == ContactKind::email) weigh_domain(domain_of(contact.value), contact.range);
                if (contact.kind != ContactKind::licence) continue;
                const auto house = licensed_house(house_of(contact.value));
                if (!house.empty()) of(house, contact.range).licences += of_licence;
            }
        for (const auto& hit : domains_.in(block.atoms)) { // web sites; addresses have been counted
            const bool address = hit.begin > block.atoms.begin && c_.document.atoms.cp[hit.begin - 1] == U'@';
            if (!address) of(domains_.key(hit), {hit.begin, hit.end}).addresses += of_address;
        }
    }

    // The domain, or what it is a part of: research.gf.com.cn
    void weigh_domain(std::string_view domain, Range at) {
        for (;;) {
            if (const auto house = domains_.find(lexicon::folded(domain))) {
                of(domains_.key(*house), at).addresses += of_address;
                return;
            }
            const auto dot = domain.find('.');
            if (dot == domain.npos) return;
            domain.remove_prefix(dot + 1);
        }
    }

    void choose(Facts& facts) const {
        const Evidence* best = nullptr;
        const std::string* name = nullptr;
        double next = 0;
        for (const auto& [house, evidence] : by_name_) {
            const double total = evidence.total();
            if (total <= 0) continue;
            if (!best || total > best->total()) {
                next = best ? best->total() : next;
                best = &evidence;
                name = &house;
            } else {
                next = std::max(next, total);
            }
        }
        if (!best || best->total() < 1) {
            add_finding(facts, c_, "broker_unknown", Severity::warning, "report",
                        "no printed name, address or licence says which house publishes the report");
            return;
        }
        facts.meta.broker = *name;
        note_field(facts.meta, "broker", c_, best->first);
        if (best->total() < clear_lead * next)
            add_finding(facts, c_, "broker_ambiguous", Severity::warning, "report",
                        "another house is printed nearly as often as " + *name, best->first);
    }

    const Context& c_;
    const Cover& cover_;
    Words own_, houses_, domains_, house_labels_, cover_labels_;
    std::map<std::string, Evidence> by_name_;
    std::vector<std::u32string_view> subjects_; ///< companies that the cover names with their codes
};

} // namespace

void read_broker(const Context& context, const Cover& cover, Facts& facts) {
    Publisher(context, cover).run(facts);
}

} // namespace yanbao::facts
