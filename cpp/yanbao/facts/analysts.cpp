#include "yanbao/facts/analysts.hpp"

#include "yanbao/facts/analysts_contact.hpp"
#include "yanbao/facts/analysts_names.hpp"
#include "yanbao/facts/meta_cover.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <array>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using lexicon::Hit;
using text::Range;

constexpr std::uint32_t longest_people_block = 400;
constexpr std::uint32_t longest_names_line = 24;
constexpr std::uint32_t role_reach = 2; ///< between a bracket and its role, a role and its colon

// What a line says of people, in order.
struct Token {
    enum Kind : std::uint8_t { role, label, contact } kind;
    Range range;
    Hit hit{};
    const Contact* contact_value = nullptr;
};

struct Person {
    Range name, role;
    bool licensed = true;
    std::array<const Contact*, 3> contacts{}; ///< by ContactKind
};

class Roster {
  public:
    Roster(const Context& context, Facts& facts)
        : c_(context), a_(context.document.atoms), facts_(facts), roles_(context, "analyst_role"),
          labels_(context, "contact_label"), names_(context) {}

    void run() {
        const Cover cover(c_, facts_);
        Range lines; // of blocks that follow each other, since a line may be broken anywhere
        for (std::uint32_t i = 0; i < cover.end(); ++i) {
            const Block& block = c_.document.blocks[i];
            const bool other = block.kind == BlockKind::note || block.kind == BlockKind::caption ||
                               block.kind == BlockKind::furniture || block.kind == BlockKind::contents;
            if (other || block.atoms.size() > longest_people_block) continue;
            for (const Range printed : printed_lines(a_, block.atoms)) {
                if (cover.is_reference(printed)) continue;
                if (printed.begin == lines.end) {
                    lines.end = printed.end;
                } else {
                    line(lines);
                    lines = printed;
                }
            }
        }
        line(lines);
        close_group();
        merge_repeated();
        roles_from_biographies(cover.end());
        for (const Person& person : people_) emit(person);
        summarize();
    }

  private:
    // ---- one line ----

    void line(Range r) {
        if (r.empty()) return;
        contacts_.push_back(contacts_in(c_, r));
        const auto tokens = tokens_of(r, contacts_.back());
        if (tokens.empty()) {
            alone_ = {};
            if (names_.whole(r))
                alone_ = text::trimmed(a_, r, U":,()\u25CF*");
            else if (pending_.empty())
                return;
            if (!pending_.empty() && r.size() <= longest_names_line) {
                for (Range name : names_.leading(r, false)) person(name, pending_), alone_ = {};
            }
            pending_ = alone_.empty() ? Range{} : pending_;
            return;
        }
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const std::uint32_t from = i == 0 ? r.begin : tokens[i - 1].range.end;
            const std::uint32_t to = i + 1 < tokens.size() ? tokens[i + 1].range.begin : r.end;
            const Range before{from, tokens[i].range.begin};
            switch (tokens[i].kind) {
            case Token::role: role(tokens[i], before, {tokens[i].range.end, to}); break;
            case Token::label: unnamed(before); break;
            case Token::contact:
                unnamed(before);
                group_.push_back(tokens[i].contact_value);
                break;
            }
        }
    }

    std::vector<Token> tokens_of(Range r, const std::vector<Contact>& contacts) const {
        std::vector<Token> tokens;
        for (const Contact& c : contacts) tokens.push_back({Token::contact, c.range, {}, &c});
        const auto free = [&](const Hit& hit) {
            return std::none_of(contacts.begin(), contacts.end(), [&](const Contact& c) {
                return hit.begin < c.range.end && c.range.begin < hit.end;
            });
        };
        for (const Hit& hit : roles_.in(r)) {
            const bool none = roles_.number(hit.key, "rank") < 0;
            if (free(hit))
                tokens.push_back({none ? Token::label : Token::role, {hit.begin, hit.end}, hit, nullptr});
        }
        const std::size_t with_roles = tokens.size();
        for (const Hit& hit : labels_.in(r)) {
            const auto overlaps = [&](const Token& t) {
                return hit.begin < t.range.end && t.range.begin < hit.end;
            };
            if (std::none_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(with_roles),
                             overlaps))
                tokens.push_back({Token::label, {hit.begin, hit.end}, hit, nullptr});
        }
        std::sort(tokens.begin(), tokens.end(),
                  [](const Token& a, const Token& b) { return a.range.begin < b.range.begin; });
        return tokens;
    }

    // Role: name, name（role）, name  sector role.
    void role(const Token& token, Range before, Range behind) {
        const bool colon = behind.size() > 0 && a_.cp[behind.begin] == U':';
        const bool bracketed = !before.empty() && a_.cp[before.end - 1] == U'(';
        const auto following = bracketed ? std::vector<Range>{} : names_.leading(behind, colon);
        if (!following.empty()) {
            for (Range name : following) person(name, token.range);
            pending_ = {};
            taken_ = following.back().end;
            return;
        }
        Range name = before.begin >= taken_ || before.empty() ? names_.trailing(before) : Range{};
        if (name.empty() && before.empty()) name = alone_;
        alone_ = {};
        if (!name.empty()) {
            person(name, token.range);
            pending_ = {};
        } else if (behind.size() <= role_reach) {
            pending_ = token.range; // the name stands on the next line
        }
    }

    // A name right before a licence, a telephone or their label, whose role is printed above or nowhere.
    void unnamed(Range before) {
        Range name = before.begin >= taken_ ? names_.trailing(before) : Range{};
        if (name.empty() && before.empty() && !alone_.empty()) name = alone_;
        alone_ = {};
        if (name.empty() || (!people_.empty() && people_.back().name == name)) return;
        const bool close_by = before.end - name.end <= role_reach;
        if (close_by || before.empty()) person(name, pending_);
    }

    // ---- groups: people in a row, then what belongs to them ----

    void person(Range name, Range role) {
        if (!group_.empty()) close_group();
        Person p;
        p.name = name;
        p.role = role;
        if (const auto hits = roles_.in(role); !hits.empty())
            p.licensed = roles_.number(hits.front().key, "licensed") > 0;
        people_.push_back(p);
        taken_ = name.end;
    }

    void close_group() {
        if (group_begin_ == people_.size())
            nameless();
        else
            for (const ContactKind kind : {ContactKind::licence, ContactKind::phone, ContactKind::email})
                hand_out(kind);
        group_.clear();
        group_begin_ = people_.size();
    }

    // In order; licences to those first whose role needs one.
    void hand_out(ContactKind kind) {
        std::vector<const Contact*> given;
        for (const Contact* c : group_)
            if (c->kind == kind) given.push_back(c);
        std::vector<Person*> order;
        for (std::size_t i = group_begin_; i < people_.size(); ++i) order.push_back(&people_[i]);
        if (kind == ContactKind::licence && given.size() < order.size())
            std::stable_sort(order.begin(), order.end(),
                             [](const Person* a, const Person* b) { return a->licensed > b->licensed; });
        for (std::size_t i = 0; i < given.size() && i < order.size(); ++i)
            order[i]->contacts[static_cast<std::size_t>(kind)] = given[i];
        shared_ += !given.empty() && given.size() < order.size() ? 1 : 0;
    }

    // Licences whose names are lost; the other contacts of a single one go with it.
    void nameless() {
        const auto licences = std::count_if(group_.begin(), group_.end(),
                                            [](const Contact* c) { return c->kind == ContactKind::licence; });
        for (const Contact* licence : group_) {
            if (licence->kind != ContactKind::licence) continue;
            people_.emplace_back().contacts[0] = licence;
            add_finding(facts_, c_, "analyst_unnamed", Severity::warning, "report",
                        "no name stands with licence " + licence->value, licence->range);
        }
        if (licences != 1) return;
        for (const Contact* c : group_) {
            auto& slot = people_.back().contacts[static_cast<std::size_t>(c->kind)];
            if (!slot) slot = c;
        }
    }

    // A person printed twice is one, with what either place adds.
    void merge_repeated() {
        std::vector<Person> once;
        for (const Person& person : people_) {
            const auto same = std::find_if(once.begin(), once.end(), [&](const Person& p) {
                return !p.name.empty() && a_.view(p.name) == a_.view(person.name);
            });
            if (same == once.end()) {
                once.push_back(person);
                continue;
            }
            if (same->role.empty()) same->role = person.role;
            for (std::size_t i = 0; i < person.contacts.size(); ++i)
                if (!same->contacts[i]) same->contacts[i] = person.contacts[i];
        }
        people_ = std::move(once);
    }

    // ---- what the rest of the report adds ----

    // name（chief analyst）: ... under the heading of biographies says more than the role on the cover.
    void roles_from_biographies(std::uint32_t cover_end) {
        for (std::uint32_t i = cover_end; i < c_.document.blocks.size(); ++i) {
            const Range r = c_.document.blocks[i].atoms;
            for (const Hit& hit : roles_.in(r)) {
                if (hit.begin < r.begin + 3 || a_.cp[hit.begin - 1] != U'(') continue;
                for (Person& p : people_) {
                    const std::uint32_t length = p.name.size();
                    if (length == 0 || hit.begin - 1 < r.begin + length) continue;
                    if (a_.view({hit.begin - 1 - length, hit.begin - 1}) != a_.view(p.name)) continue;
                    const auto now = roles_.in(p.role);
                    if (now.empty() ||
                        roles_.number(hit.key, "rank") > roles_.number(now.front().key, "rank"))
                        p.role = {hit.begin, hit.end};
                }
            }
        }
    }

    void emit(const Person& p) {
        Analyst analyst;
        analyst.name = c_.document.squeezed(p.name);
        analyst.role = c_.document.squeezed(p.role);
        note_field(analyst, "name", c_, p.name);
        note_field(analyst, "role", c_, p.role);
        constexpr std::string_view columns[] = {"sac", "phone", "email"};
        std::string* const values[] = {&analyst.sac, &analyst.phone, &analyst.email};
        Range at = p.name;
        for (std::size_t i = 0; i < p.contacts.size(); ++i) {
            if (!p.contacts[i]) continue;
            *values[i] = p.contacts[i]->value;
            note_field(analyst, columns[i], c_, p.contacts[i]->range);
            if (at.empty()) at = p.contacts[i]->range;
            repaired_[i] += p.contacts[i]->repaired ? 1 : 0;
            if (p.contacts[i]->doubtful)
                add_finding(facts_, c_, "licence_doubtful", Severity::warning, p.contacts[i]->value,
                            "its month is none", p.contacts[i]->range);
        }
        analyst.at = c_.span(at);
        facts_.analysts.push_back(std::move(analyst));
    }

    void summarize() {
        const auto count = [&](std::string_view code, std::uint32_t n, std::string what) {
            if (n == 0) return;
            add_finding(facts_, c_, code, Severity::info, "report", std::move(what));
            facts_.findings.back().count = n;
        };
        count("licence_repaired", repaired_[0], "wrong characters in licence numbers were mended");
        count("email_repaired", repaired_[2],
              "white space in e-mail addresses was taken out, or glued addresses were parted");
        count(
            "contact_shared", shared_,
            "people stand in a row with fewer telephones, addresses or licences, which go to them in order");
    }

    const Context& c_;
    const text::Atoms& a_;
    Facts& facts_;
    Words roles_, labels_;
    PersonNames names_;
    std::vector<std::vector<Contact>> contacts_; ///< what the pointers below point to, line by line
    std::vector<Person> people_;
    std::vector<const Contact*> group_;
    std::size_t group_begin_ = 0;
    Range pending_;           ///< a role whose name is still to come
    Range alone_;             ///< a name that was a line by itself
    std::uint32_t taken_ = 0; ///< atoms before it are names already read
    std::uint32_t shared_ = 0;
    std::array<std::uint32_t, 3> repaired_{};
};

} // namespace

void read_analysts(const Context& context, Facts& facts) { Roster(context, facts).run(); }

} // namespace yanbao::facts
