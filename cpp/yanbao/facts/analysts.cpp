#include "yanbao/facts/analysts.hpp"

#include "yanbao/facts/analysts_contact.hpp"
#include "yanbao/facts/analysts_names.hpp"
#include "yanbao/facts/analysts_people.hpp"
#include "yanbao/facts/meta_cover.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using lexicon::Hit;
using text::Range;

constexpr std::uint32_t longest_people_block = 400;
constexpr std::uint32_t longest_names_line = 24;
constexpr std::uint32_t contact_reach = 12; ///< from the label of a contact to the contact
constexpr std::uint32_t role_reach = 2;     ///< between a bracket and its role, a role and its colon

// What a line says of people, in order.
struct PeopleToken {
    enum Kind : std::uint8_t { role, label, contact } kind;
    Range range;
    Hit hit{};
    const Contact* contact_value = nullptr;
};

class Roster {
  public:
    Roster(const Context& context, Facts& facts)
        : c_(context), a_(context.document.atoms), facts_(facts), roles_(context, "analyst_role"),
          labels_(context, "contact_label"), names_(context), people_(context, facts) {}

    void run(const Cover& cover) {
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
        people_.finish(cover.end());
    }

  private:
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
                for (Range name : names_.leading(r, false)) add(name, pending_), alone_ = {};
            }
            pending_ = alone_.empty() ? Range{} : pending_;
            return;
        }
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const std::uint32_t from = i == 0 ? r.begin : tokens[i - 1].range.end;
            const std::uint32_t to = i + 1 < tokens.size() ? tokens[i + 1].range.begin : r.end;
            const Range before{from, tokens[i].range.begin};
            switch (tokens[i].kind) {
            case PeopleToken::role: role(tokens[i], before, {tokens[i].range.end, to}); break;
            case PeopleToken::label: unnamed(before); break;
            case PeopleToken::contact:
                unnamed(before);
                people_.add(tokens[i].contact_value);
                break;
            }
        }
    }

    std::vector<PeopleToken> tokens_of(Range r, const std::vector<Contact>& contacts) const {
        std::vector<PeopleToken> tokens;
        for (const Contact& c : contacts) tokens.push_back({PeopleToken::contact, c.range, {}, &c});
        const auto free = [&](const Hit& hit) {
            return std::none_of(contacts.begin(), contacts.end(), [&](const Contact& c) {
                return hit.begin < c.range.end && c.range.begin < hit.end;
            });
        };
        for (const Hit& hit : roles_.in(r)) {
            const bool none = roles_.number(hit.key, "rank") < 0;
            if (free(hit))
                tokens.push_back(
                    {none ? PeopleToken::label : PeopleToken::role, {hit.begin, hit.end}, hit, nullptr});
        }
        const std::size_t with_roles = tokens.size();
        for (const Hit& hit : labels_.in(r)) {
            const auto overlaps = [&](const PeopleToken& t) {
                return hit.begin < t.range.end && t.range.begin < hit.end;
            };
            if (!in_prose({hit.begin, hit.end}, r, contacts) &&
                std::none_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(with_roles),
                             overlaps))
                tokens.push_back({PeopleToken::label, {hit.begin, hit.end}, hit, nullptr});
        }
        std::sort(tokens.begin(), tokens.end(),
                  [](const PeopleToken& a, const PeopleToken& b) { return a.range.begin < b.range.begin; });
        return tokens;
    }

    // Words go on behind it, and nothing that it could label is near: a telephone is a product too.
    bool in_prose(Range label, Range r, const std::vector<Contact>& contacts) const {
        if (label.end >= r.end || !lexicon::is_cjk(a_.cp[label.end])) return false;
        return std::none_of(contacts.begin(), contacts.end(), [&](const Contact& c) {
            return c.range.begin >= label.end && c.range.begin <= label.end + contact_reach;
        });
    }

    // Role: name, name（role）, name  sector role.
    void role(const PeopleToken& token, Range before, Range behind) {
        const bool colon = behind.size() > 0 && a_.cp[behind.begin] == U':';
        const bool bracketed = !before.empty() && a_.cp[before.end - 1] == U'(';
        const auto following = bracketed ? std::vector<Range>{} : names_.leading(behind, colon);
        if (!following.empty()) {
            for (Range name : following) add(name, token.range);
            pending_ = {};
            taken_ = following.back().end;
            return;
        }
        Range name = before.begin >= taken_ || before.empty() ? names_.trailing(before) : Range{};
        if (name.empty() && before.empty()) name = alone_;
        alone_ = {};
        if (!name.empty()) {
            add(name, token.range);
            pending_ = {};
        } else if (behind.size() <= role_reach) {
            pending_ = token.range; // the name stands on the next line
        }
    }

    void add(Range name, Range role) {
        people_.add(name, role);
        taken_ = name.end;
    }

    // A name right before a licence, a telephone or their label, whose role is printed above or nowhere.
    void unnamed(Range before) {
        Range name = before.begin >= taken_ ? names_.trailing(before) : Range{};
        if (name.empty() && before.empty() && !alone_.empty()) name = alone_;
        alone_ = {};
        if (name.empty() || people_.ends_with(name)) return;
        const bool close_by = before.end - name.end <= role_reach;
        if (close_by || before.empty()) add(name, pending_);
    }

    const Context& c_;
    const text::Atoms& a_;
    Facts& facts_;
    Words roles_, labels_;
    PersonNames names_;
    std::vector<std::vector<Contact>> contacts_; ///< what the pointers below point to, line by line
    People people_;
    Range pending_;           ///< a role whose name is still to come
    Range alone_;             ///< a name that was a line by itself
    std::uint32_t taken_ = 0; ///< atoms before it are names already read
};

} // namespace

void read_analysts(const Context& context, const Cover& cover, Facts& facts) {
    Roster(context, facts).run(cover);
}

} // namespace yanbao::facts
