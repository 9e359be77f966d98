#include "yanbao/facts/theme_mark.hpp"

#include "yanbao/layout/marks.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"

namespace yanbao::facts {

namespace {

using lexicon::is_digit;
using lexicon::han::enumeration_comma;
using text::Atoms;

constexpr std::int32_t highest = 99;
constexpr std::u32string_view lost_numbers =
    U"\u25CE\u229B\u2299"; ///< circles whose number was not recognised

struct Numeral {
    std::int32_t value = 0;
    std::uint32_t end = 0;
    bool digits = false;
};

Numeral numeral_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    Numeral n{0, at, true};
    while (n.end < end && is_digit(atoms.cp[n.end]) && n.value <= highest)
        n.value = n.value * 10 + static_cast<std::int32_t>(atoms.cp[n.end++] - U'0');
    if (n.end > at) return n.value > 0 && n.value <= highest ? n : Numeral{0, at, true};
    std::size_t length = 0;
    n.value = layout::chinese_number(atoms.view({at, end}), 0, length);
    n.end = at + static_cast<std::uint32_t>(length);
    n.digits = false;
    return n;
}

bool is_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end, std::u32string_view set) {
    return at < end && set.find(atoms.cp[at]) != set.npos;
}

// 1)、 and (1). are one mark.
std::uint32_t with_pause(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    return is_at(atoms, at, end, U"\u3001.") ? at + 1 : at;
}

std::int32_t enclosed_number(char32_t c) {
    if (c >= U'\u2460' && c <= U'\u2473') return static_cast<std::int32_t>(c - U'\u2460') + 1; // circled
    if (c >= U'\u2474' && c <= U'\u2487') return static_cast<std::int32_t>(c - U'\u2474') + 1; // in brackets
    if (c >= U'\u2776' && c <= U'\u277F') return static_cast<std::int32_t>(c - U'\u2776') + 1; // on black
    return 0;
}

} // namespace

MarkReader::MarkReader(const lexicon::Lexicon& lexicon)
    : before_(lexicon, "theme_ordinal", "before"), behind_(lexicon, "theme_ordinal", "behind") {}

ListMark MarkReader::number_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) const {
    if (at >= end) return {};
    if (is_at(atoms, at, end, lost_numbers)) return {MarkForm::circled, unknown_number, at + 1};
    if (const std::int32_t number = enclosed_number(atoms.cp[at])) return {MarkForm::circled, number, at + 1};
    if (is_at(atoms, at, end, U"([")) {
        const Numeral n = numeral_at(atoms, at + 1, end);
        if (n.value == 0 || !is_at(atoms, n.end, end, U")]")) return {};
        return {n.digits ? MarkForm::brackets : MarkForm::chinese_brackets, n.value,
                with_pause(atoms, n.end + 1, end)};
    }
    const Numeral n = numeral_at(atoms, at, end);
    if (n.value == 0) return ordinal_at(atoms, at, end);
    if (!is_at(atoms, n.end, end, U"\u3001.)")) return ordinal_at(atoms, at, end);
    const char32_t sign = atoms.cp[n.end];
    if (!n.digits)
        return sign == enumeration_comma ? ListMark{MarkForm::chinese, n.value, n.end + 1} : ListMark{};
    if (sign == enumeration_comma) return {MarkForm::pause, n.value, n.end + 1};
    if (sign == U')') return {MarkForm::closing, n.value, with_pause(atoms, n.end + 1, end)};
    const bool decimal = n.end + 1 < end && is_digit(atoms.cp[n.end + 1]);
    return decimal ? ListMark{} : ListMark{MarkForm::dot, n.value, n.end + 1};
}

ListMark MarkReader::ordinal_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) const {
    const std::uint32_t word = before_.at_front(atoms, {at, end});
    const Numeral n = numeral_at(atoms, at + word, end);
    if (n.value == 0) return {};
    std::uint32_t behind = n.end;
    if (word == 0) {
        const std::uint32_t tail = n.digits ? 0 : behind_.at_front(atoms, {behind, end});
        return tail == 0 ? ListMark{} : ListMark{MarkForm::ordinal, n.value, behind + tail};
    }
    if (!is_at(atoms, behind, end, U":,\u3001.")) return {};
    return {MarkForm::ordinal, n.value, ++behind};
}

ListMark MarkReader::of_block(const layout::Document& document, const layout::Block& block) const {
    const Atoms& atoms = document.atoms;
    const std::uint32_t last = block.mark.empty() ? block.atoms.begin : block.mark.end;
    for (std::uint32_t at = block.atoms.begin; at <= last && at < block.atoms.end; ++at) {
        if (const ListMark mark = number_at(atoms, at, block.atoms.end)) return mark;
        if (is_digit(atoms.cp[at])) break; // the number of a section
    }
    return block.mark.empty() ? ListMark{} : ListMark{MarkForm::bullet, block.number, block.mark.end};
}

} // namespace yanbao::facts
