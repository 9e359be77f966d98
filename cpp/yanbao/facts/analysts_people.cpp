#include "yanbao/facts/analysts_people.hpp"

#include <algorithm>

namespace yanbao::facts {

using lexicon::Hit;
using text::Range;

People::People(const Context& context, Facts& facts)
    : c_(context), facts_(facts), roles_(context, "analyst_role") {}

void People::add(Range name, Range role) {
    if (!waiting_.empty()) close_row();
    Person p;
    p.name = name;
    p.role = role;
    if (const auto hits = roles_.in(role); !hits.empty())
        p.licensed = roles_.number(hits.front().key, "licensed") > 0;
    people_.push_back(p);
}

void People::finish(std::uint32_t cover_end) {
    close_row();
    merge_repeated();
    roles_from_biographies(cover_end);
    for (const Person& person : people_) emit(person);
    summarize();
}

void People::close_row() {
    if (row_begin_ == people_.size())
        nameless();
    else
        for (const ContactKind kind : {ContactKind::licence, ContactKind::phone, ContactKind::email})
            hand_out(kind);
    waiting_.clear();
    row_begin_ = people_.size();
}

// In order; licences to those first whose role needs one.
void People::hand_out(ContactKind kind) {
    std::vector<const Contact*> given;
    for (const Contact* c : waiting_)
        if (c->kind == kind) given.push_back(c);
    std::vector<Person*> order;
    for (std::size_t i = row_begin_; i < people_.size(); ++i) order.push_back(&people_[i]);
    if (kind == ContactKind::licence && given.size() < order.size())
        std::stable_sort(order.begin(), order.end(),
                         [](const Person* a, const Person* b) { return a->licensed > b->licensed; });
    for (std::size_t i = 0; i < given.size() && i < order.size(); ++i)
        order[i]->contacts[static_cast<std::size_t>(kind)] = given[i];
    shared_ += !given.empty() && given.size() < order.size() ? 1 : 0;
}

// Licences whose names are lost; the other contacts of a single one go with it.
void People::nameless() {
    const auto licences = std::count_if(waiting_.begin(), waiting_.end(),
                                        [](const Contact* c) { return c->kind == ContactKind::licence; });
    for (const Contact* licence : waiting_) {
        if (licence->kind != ContactKind::licence) continue;
        people_.emplace_back().contacts[0] = licence;
        add_finding(facts_, c_, "analyst_unnamed", Severity::warning, "report",
                    "no name stands with licence " + licence->value, licence->range);
    }
    if (licences != 1) return;
    for (const Contact* c : waiting_) {
        auto& slot = people_.back().contacts[static_cast<std::size_t>(c->kind)];
        if (!slot) slot = c;
    }
}

// A person printed twice is one, with what either place adds.
void People::merge_repeated() {
    std::vector<Person> once;
    for (const Person& person : people_) {
        const auto same = std::find_if(once.begin(), once.end(), [&](const Person& p) {
            return !p.name.empty() && c_.document.view(p.name) == c_.document.view(person.name);
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

// name（chief analyst）: ... under the heading of biographies says more than the role on the cover.
void People::roles_from_biographies(std::uint32_t cover_end) {
    for (std::uint32_t i = cover_end; i < c_.document.blocks.size(); ++i) {
        const Range r = c_.document.blocks[i].atoms;
        for (const Hit& hit : roles_.in(r)) {
            if (hit.begin < r.begin + 3 || c_.document.atoms.cp[hit.begin - 1] != U'(') continue;
            for (Person& p : people_) {
                const std::uint32_t length = p.name.size();
                if (length == 0 || hit.begin - 1 < r.begin + length) continue;
                if (c_.document.view({hit.begin - 1 - length, hit.begin - 1}) != c_.document.view(p.name))
                    continue;
                const auto now = roles_.in(p.role);
                if (now.empty() || roles_.number(hit.key, "rank") > roles_.number(now.front().key, "rank"))
                    p.role = {hit.begin, hit.end};
            }
        }
    }
}

void People::emit(const Person& p) {
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

void People::summarize() {
    const auto count = [&](std::string_view code, std::uint32_t n, std::string what) {
        if (n == 0) return;
        add_finding(facts_, c_, code, Severity::info, "report", std::move(what));
        facts_.findings.back().count = n;
    };
    count("licence_repaired", repaired_[0], "wrong characters in licence numbers were mended");
    count("email_repaired", repaired_[2],
          "white space in e-mail addresses was taken out, or glued addresses were parted");
    count("contact_shared", shared_,
          "people stand in a row with fewer telephones, addresses or licences, which go to them in order");
}

} // namespace yanbao::facts
