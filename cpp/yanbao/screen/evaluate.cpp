#include "yanbao/screen/evaluate.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/screen/ranking.hpp"

#include <algorithm>
#include <limits>
#include <variant>

namespace yanbao::screen {

namespace {

/// Cells that are worked on at a time: whole cross-sections, few enough to stay in the cache.
constexpr std::size_t block_cells = 8192;

using Condition = std::vector<Truths>;
using Value = std::variant<Numbers, Condition>;

/// One run of a program over some cross-sections.
class Machine {
  public:
    Machine(const Program& program, const Panel& panel, bool all_bounds, std::size_t first, std::size_t count)
        : program_(program), panel_(panel), all_bounds_(all_bounds), first_(first), count_(count) {}

    /// Calls `term(index)` with the truths of each term as it is found.
    template<class OnTerm>
    Value run(OnTerm term) {
        const auto& terms = program_.terms();
        std::size_t next = 0;
        for (std::size_t i = 0; i < program_.steps().size(); ++i) {
            step(i);
            if (next < terms.size() && terms[next] == i) {
                if (const auto* truths = std::get_if<Condition>(&stack_.back())) term(next, *truths);
                ++next;
            }
        }
        return std::move(stack_.back());
    }

  private:
    Numbers& numbers() { return std::get<Numbers>(stack_.back()); }
    Condition& condition() { return std::get<Condition>(stack_.back()); }
    template<class T>
    T pop() {
        T top = std::get<T>(std::move(stack_.back()));
        stack_.pop_back();
        return top;
    }
    template<class Change>
    void each(Change change) {
        for (Truths& t : condition()) t = change(t);
    }

    void step(std::size_t i) {
        const Step& step = program_.steps()[i];
        const bool bounded = all_bounds_ || program_.by_bounds(i);
        switch (step.op) {
        case Op::column:
            stack_.emplace_back(load(panel_.columns[step.index], first_, count_, bounded));
            break;
        case Op::constant: stack_.emplace_back(constant(step.value, count_, bounded)); break;
        case Op::flag: stack_.emplace_back(flag(step.index)); break;
        case Op::negate: negate(numbers()); break;
        case Op::add:
        case Op::subtract:
        case Op::multiply:
        case Op::divide: {
            const Numbers right = pop<Numbers>();
            combine(step.op, numbers(), right);
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
        case Op::rank:
        case Op::quantile:
            stack_.emplace_back(ranked(pop<Numbers>(), panel_.width, step.op == Op::quantile));
            break;
        case Op::top: stack_.emplace_back(among_top(pop<Numbers>(), panel_.width, step.index)); break;
        }
    }

    Condition flag(std::size_t index) const {
        Condition out;
        out.reserve(count_);
        for (const std::uint8_t t : panel_.flags[index].subspan(first_, count_))
            out.push_back(Truths::of(static_cast<Truth>(t)));
        return out;
    }

    const Program& program_;
    const Panel& panel_;
    bool all_bounds_;
    std::size_t first_, count_;
    std::vector<Value> stack_;
};

void require(const Program& program, const Panel& panel, Kind kind) {
    if (program.kind() != kind)
        throw InvalidValue("screen program", kind == Kind::truth
                                                 ? "a number, where a condition is asked for"
                                                 : "a condition, where a number is asked for");
    panel.check();
    if (panel.columns.size() != program.columns())
        throw ShapeMismatch("columns", program.columns(), panel.columns.size());
    if (panel.flags.size() != program.flags())
        throw ShapeMismatch("flags", program.flags(), panel.flags.size());
}

/// Calls `visit(first, count)` for blocks of whole cross-sections.
template<class Visit>
void each_block(const Panel& panel, Visit visit) {
    if (panel.cells() == 0) return;
    const std::size_t sections = std::max<std::size_t>(1, block_cells / panel.width);
    for (std::size_t section = 0; section < panel.sections; section += sections)
        visit(section * panel.width, std::min(sections, panel.sections - section) * panel.width);
}

/// Adds a block's cells to the counts; `found` holds the truths of each term.
void count(const std::vector<std::vector<Truth>>& found, std::size_t cells, std::vector<TermCounts>& terms) {
    for (std::size_t c = 0; c < cells; ++c) {
        std::size_t others = 0, last = 0; // terms that do not say yes
        for (std::size_t t = 0; t < terms.size(); ++t) {
            switch (found[t][c]) {
            case Truth::yes: ++terms[t].yes; continue;
            case Truth::no: ++terms[t].no; break;
            case Truth::unknown: ++terms[t].unknown; break;
            }
            ++others;
            last = t;
        }
        if (others == 1) ++terms[last].alone;
    }
}

} // namespace

Screened screen(const Program& program, const Panel& panel) {
    require(program, panel, Kind::truth);
    Screened out;
    out.truth.reserve(panel.cells());
    for (const std::size_t last : program.terms()) out.terms.push_back({program.start_of(last), last});
    std::vector<std::vector<Truth>> found(out.terms.size());
    each_block(panel, [&](std::size_t first, std::size_t cells) {
        const Value whole =
            Machine(program, panel, false, first, cells).run([&](std::size_t t, const Condition& truths) {
                found[t].clear();
                for (const Truths x : truths) found[t].push_back(x.settled());
            });
        for (const Truths x : std::get<Condition>(whole)) out.truth.push_back(x.settled());
        count(found, cells, out.terms);
    });
    return out;
}

Computed compute(const Program& program, const Panel& panel) {
    require(program, panel, Kind::number);
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double inf = std::numeric_limits<double>::infinity();
    Computed out;
    each_block(panel, [&](std::size_t first, std::size_t cells) {
        const Value whole =
            Machine(program, panel, true, first, cells).run([](std::size_t, const Condition&) {});
        const auto& numbers = std::get<Numbers>(whole);
        for (std::size_t c = 0; c < cells; ++c) {
            const Interval b = numbers.bounds[c];
            out.value.push_back(numbers.value[c]);
            out.low.push_back(b.empty() ? nan : b.low);
            out.high.push_back(b.empty() ? nan : numbers.gap[c] ? inf : b.high);
        }
    });
    return out;
}

} // namespace yanbao::screen
