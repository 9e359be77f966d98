#include "yanbao/layout/line_ends.hpp"

#include "yanbao/lexicon/fold.hpp"

namespace yanbao::layout {

namespace {

using text::Atoms;
using text::Range;

constexpr std::uint32_t longest_lead_label = 12;
constexpr std::size_t longest_clause_start = 4; ///< the comma among them

} // namespace

bool ends_sentence(const Atoms& atoms, Range last) noexcept { return atoms.cp[last.end - 1] == U'\u3002'; }

bool ends_in_clause(const Atoms& atoms, Range last) noexcept {
    const auto v = atoms.view(last);
    const auto comma = v.find_last_of(U",\u3001;");
    return comma != v.npos && v.size() - comma <= longest_clause_start;
}

bool is_cut_number(const Atoms& atoms, Range last, Range next) noexcept {
    return last.size() > 1 && atoms.cp[last.end - 1] == U'.' && lexicon::is_digit(atoms.cp[last.end - 2]) &&
           lexicon::is_digit(atoms.cp[next.begin]);
}

bool starts_title(const Atoms& atoms, Range next, Range last) noexcept {
    const char32_t before = atoms.cp[last.end - 1];
    return atoms.cp[next.begin] == U'\u300A' && (before == U'\u300B' || lexicon::is_digit(before));
}

bool starts_with_label(const Atoms& atoms, Range next) noexcept {
    const auto v = atoms.view(next).substr(0, longest_lead_label + 1);
    const auto colon = v.find(U':');
    return colon != v.npos && colon > 0 && v.substr(0, colon).find_first_of(U",\u3001\u3002;)") == v.npos;
}

bool starts_with_name(const Atoms& atoms, Range next) noexcept {
    const auto v = atoms.view(next).substr(0, longest_lead_label + 2);
    return v.starts_with(U'\u3010') && v.find(U'\u3011') != v.npos;
}

bool reads_on(const Atoms& atoms, Range next) noexcept {
    return atoms.view(next).find_first_of(U",\u3002;\u3001)") != std::u32string_view::npos;
}

} // namespace yanbao::layout
