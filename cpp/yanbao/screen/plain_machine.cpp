#include "yanbao/screen/plain_machine.hpp"

#include "yanbao/screen/lanes.hpp"
#include "yanbao/screen/numbers.hpp"

#include <algorithm>

namespace yanbao::screen {

const Mask& PlainMachine::truths(std::size_t first, std::size_t count, const OnTerm& on_term) {
    first_ = first;
    count_ = count;
    run(on_term);
    return top().truth;
}

void PlainMachine::numbers(std::size_t first, std::span<double> out) {
    first_ = first;
    count_ = out.size();
    run({});
    const Plain found = top().number;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double x = found.cells ? found.cells[i] : found.constant;
        out[i] = std::fabs(x) <= largest ? x : no_value;
    }
}

void PlainMachine::run(const OnTerm& on_term) {
    const auto& terms = program_.terms();
    depth_ = 0;
    for (Order& order : orders_) order.found = false;
    std::size_t next = 0;
    for (std::size_t i = 0; i < program_.steps().size(); ++i) {
        step(i);
        if (on_term && next < terms.size() && terms[next] == i) on_term(next++, top().truth);
    }
}

PlainMachine::Place& PlainMachine::push() {
    if (places_.size() == depth_) places_.emplace_back();
    return places_[depth_++];
}

template<class Find>
void PlainMachine::become(Place& place, Find find) {
    place.spare.resize(count_);
    find(place.spare.data());
    place.cells.swap(place.spare);
    place.number = {place.cells.data(), 0.0};
}

const double* PlainMachine::cells_of(Place& place) {
    if (!place.number.cells)
        become(place, [&](double* out) { std::fill_n(out, count_, place.number.constant); });
    return place.number.cells;
}

void PlainMachine::step(std::size_t i) {
    const Step& step = program_.steps()[i];
    switch (step.op) {
    case Op::column: push().number = {panel_.columns[step.index].value.data() + first_, 0.0}; break;
    case Op::constant: push().number = {nullptr, step.value}; break;
    case Op::flag: {
        Mask& truth = push().truth;
        truth.resize(count_);
        pack(panel_.flags[step.index].subspan(first_, count_), truth);
        break;
    }
    case Op::group: push().group = panel_.groups[step.index].data() + first_; break;
    case Op::negate:
        if (top().number.cells)
            become(top(), [&](double* out) { screen::negate(top().number.cells, count_, out); });
        else
            top().number.constant = -top().number.constant;
        break;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide: arithmetic(step.op); break;
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::equal:
    case Op::not_equal:
        top(1).truth.resize(count_);
        screen::compare(step.op, top(1).number, top().number, count_, top(1).truth);
        --depth_;
        break;
    case Op::both:
        screen::both(top(1).truth, top().truth);
        --depth_;
        break;
    case Op::either:
        screen::either(top(1).truth, top().truth);
        --depth_;
        break;
    case Op::invert: screen::invert(top().truth); break;
    case Op::members: {
        Place& place = top();
        place.members.resize(count_);
        for (std::size_t c = 0; c < count_; ++c)
            place.members[c] =
                static_cast<std::int32_t>((place.truth.yes[c / word_cells] >> (c % word_cells)) & 1u) - 1;
        place.group = place.members.data();
        break;
    }
    case Op::surely:
    case Op::possibly: break; // programs that have them run on bounds
    default: look_across(i);
    }
}

void PlainMachine::arithmetic(Op op) {
    Place& left = top(1);
    const Plain a = left.number, b = top().number;
    --depth_;
    if (a.cells || b.cells)
        become(left, [&](double* out) { combine(op, a, b, count_, out); });
    else
        left.number.constant = combine(op, a.constant, b.constant);
}

void PlainMachine::look_across(std::size_t i) {
    const Step& step = program_.steps()[i];
    const std::int32_t* const group = is_within(step.op) ? top().group : nullptr;
    if (group) --depth_;
    Place& place = top();
    if (step.op == Op::mean || step.op == Op::mean_within) {
        const Plain values = place.number;
        return become(place, [&](double* out) { averager_.mean(values, count_, panel_.width, group, out); });
    }
    const double* const values = cells_of(place);
    Order& order = orders_[program_.order_of(i)];
    if (!order.found) sorter_.sort(values, count_, panel_.width, order);
    if (step.op == Op::top || step.op == Op::top_within) {
        place.truth.resize(count_);
        return place_top(values, count_, order, group, step.index, grouper_, place.truth);
    }
    const bool as_quantile = step.op == Op::quantile || step.op == Op::quantile_within;
    become(place,
           [&](double* out) { place_cells(values, count_, order, group, as_quantile, grouper_, out); });
}

} // namespace yanbao::screen
