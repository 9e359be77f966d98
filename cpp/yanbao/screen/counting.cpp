#include "yanbao/screen/counting.hpp"

namespace yanbao::screen {

Counting::Counting(const Program& program) {
    for (const std::size_t last : program.terms()) terms_.push_back({program.start_of(last), last});
    others_.resize(terms_.size());
}

void Counting::begin(std::size_t cells) {
    cells_ = cells;
    once_.assign(words_of(cells), 0);
    twice_.assign(words_of(cells), 0);
}

void Counting::add(std::size_t term, const Mask& truths) {
    TermCounts& counts = terms_[term];
    auto& others = others_[term];
    const std::size_t words = words_of(cells_);
    others.resize(words);
    for (std::size_t w = 0; w < words; ++w) others[w] = ~truths.yes[w];
    for (std::size_t w = 0; w < words; ++w) twice_[w] |= once_[w] & others[w];
    for (std::size_t w = 0; w < words; ++w) once_[w] |= others[w];
    const std::size_t unknown = count(truths.maybe, truths.yes, cells_);
    const std::size_t not_yes = count_of(others, cells_);
    counts.unknown += unknown;
    counts.yes += cells_ - not_yes;
    counts.no += not_yes - unknown;
}

void Counting::add(std::size_t term, std::span<const Truths> truths) {
    room_.resize(truths.size());
    for (std::size_t w = 0; w < room_.yes.size(); ++w) room_.yes[w] = room_.maybe[w] = 0;
    for (std::size_t c = 0; c < truths.size(); ++c) {
        const Truth truth = truths[c].settled();
        room_.yes[c / word_cells] |= std::uint64_t{truth == Truth::yes} << (c % word_cells);
        room_.maybe[c / word_cells] |= std::uint64_t{truth != Truth::no} << (c % word_cells);
    }
    add(term, room_);
}

void Counting::end() {
    for (std::size_t t = 0; t < terms_.size(); ++t) terms_[t].alone += count(others_[t], twice_, cells_);
}

void Counting::join(const Counting& other) {
    for (std::size_t t = 0; t < terms_.size(); ++t) {
        terms_[t].yes += other.terms_[t].yes;
        terms_[t].no += other.terms_[t].no;
        terms_[t].unknown += other.terms_[t].unknown;
        terms_[t].alone += other.terms_[t].alone;
    }
}

} // namespace yanbao::screen
