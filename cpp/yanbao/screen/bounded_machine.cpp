#include "yanbao/screen/bounded_machine.hpp"

#include "yanbao/screen/ranking.hpp"

namespace yanbao::screen {

BoundedMachine::Condition BoundedMachine::truths(const OnTerm& on_term) {
    run(on_term);
    return pop<Condition>();
}

Numbers BoundedMachine::numbers() {
    run({});
    return pop<Numbers>();
}

void BoundedMachine::run(const OnTerm& on_term) {
    const auto& terms = program_.terms();
    std::size_t next = 0;
    for (std::size_t i = 0; i < program_.steps().size(); ++i) {
        step(i);
        if (on_term && next < terms.size() && terms[next] == i) on_term(next++, condition());
    }
}

void BoundedMachine::step(std::size_t i) {
    const Step& step = program_.steps()[i];
    const bool bounded = (all_bounds_ || program_.by_bounds(i)) && !program_.for_members(i);
    switch (step.op) {
    case Op::column: stack_.emplace_back(load(panel_.columns[step.index], first_, count_, bounded)); break;
    case Op::constant: stack_.emplace_back(constant(step.value, count_, bounded)); break;
    case Op::flag: stack_.emplace_back(flag(step.index)); break;
    case Op::group: {
        const auto codes = panel_.groups[step.index].subspan(first_, count_);
        stack_.emplace_back(Groups(codes.begin(), codes.end()));
        break;
    }
    case Op::negate: negate(number()); break;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide: {
        const Numbers right = pop<Numbers>();
        combine(step.op, number(), right);
        break;
    }
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::equal:
    case Op::not_equal: {
        const Numbers right = pop<Numbers>(), left = pop<Numbers>();
        stack_.emplace_back(compare(step.op, left, right));
        break;
    }
    case Op::both:
    case Op::either: {
        const Condition right = pop<Condition>();
        Condition& left = condition();
        for (std::size_t c = 0; c < left.size(); ++c)
            left[c] = step.op == Op::both ? left[c] & right[c] : left[c] | right[c];
        break;
    }
    case Op::invert: each([](Truths t) { return ~t; }); break;
    case Op::surely: each([](Truths t) { return Truths::of(surely(t)); }); break;
    case Op::possibly: each([](Truths t) { return Truths::of(possibly(t)); }); break;
    case Op::members: {
        Groups groups;
        for (const Truths t : pop<Condition>()) groups.push_back(t.settled() == Truth::yes ? 0 : -1);
        stack_.emplace_back(std::move(groups));
        break;
    }
    default: look_across(step);
    }
}

void BoundedMachine::look_across(const Step& step) {
    const Groups groups = is_within(step.op) ? pop<Groups>() : Groups{};
    const Among among{panel_.width, groups};
    const Numbers values = pop<Numbers>();
    switch (step.op) {
    case Op::top:
    case Op::top_within: stack_.emplace_back(among_top(values, among, step.index)); break;
    case Op::mean:
    case Op::mean_within: stack_.emplace_back(averaged(values, among)); break;
    default:
        stack_.emplace_back(ranked(values, among, step.op == Op::quantile || step.op == Op::quantile_within));
    }
}

BoundedMachine::Condition BoundedMachine::flag(std::size_t index) const {
    Condition out;
    out.reserve(count_);
    for (const std::uint8_t t : panel_.flags[index].subspan(first_, count_))
        out.push_back(Truths::of(static_cast<Truth>(t)));
    return out;
}

} // namespace yanbao::screen
