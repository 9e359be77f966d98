#include "yanbao/facts/analysts_email.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using lexicon::is_ascii_letter;
using lexicon::is_digit;
using text::Range;

constexpr std::uint32_t longest_local = 40;
constexpr std::uint32_t longest_domain = 60;

bool is_lower(char32_t c) { return c >= U'a' && c <= U'z'; }

} // namespace

EmailReader::EmailReader(const Context& context, Range line)
    : a_(context.document.atoms), line_(line), domains_(context, "broker_domain"),
      endings_(context, "domain_ending") {}

bool EmailReader::gap(std::uint32_t i) const noexcept {
    return a_.has(i, text::flag::gap) || a_.has(i, text::flag::line_start);
}

bool EmailReader::is_local(std::uint32_t i) const noexcept {
    const char32_t c = a_.cp[i];
    return is_ascii_letter(c) || is_digit(c) || c == U'.' || c == U'_' || c == U'-';
}

std::optional<Contact> EmailReader::at(std::uint32_t at, std::uint32_t floor) const {
    if (!is_ascii_letter(a_.cp[at]) && !is_digit(a_.cp[at])) return std::nullopt;
    if (at != floor && is_local(at - 1) && !gap(at)) return std::nullopt; // inside a word
    const std::uint32_t last = std::min(line_.end, at + longest_local);
    std::uint32_t sign = at;
    while (sign < last && is_local(sign)) ++sign;
    if (sign >= last || a_.cp[sign] != U'@' || !starts_local(at, sign, floor)) return std::nullopt;
    const std::uint32_t end = domain_end(sign + 1);
    if (end == sign + 1) return std::nullopt;
    Contact c{ContactKind::email, {at, end}, {}, false, false};
    for (std::uint32_t i = at; i < end; ++i) {
        c.value += static_cast<char>(a_.cp[i]);
        c.repaired = c.repaired || (i > at && gap(i));
    }
    c.repaired = c.repaired || (end < line_.end && is_ascii_letter(a_.cp[end]) && !gap(end));
    return c;
}

// A scanner cuts an address in two at most, between letters: "zhang lunke@".  Any other white space parts words.
bool EmailReader::starts_local(std::uint32_t at, std::uint32_t sign, std::uint32_t floor) const {
    const bool first = at == floor || !is_local(at - 1);
    std::uint32_t cuts = 0;
    for (std::uint32_t i = at + 1; i < sign; ++i) cuts += gap(i) ? 1 : 0;
    const auto letters = a_.view({at, sign});
    return cuts == 0 || (cuts == 1 && first && std::all_of(letters.begin(), letters.end(), is_lower));
}

std::uint32_t EmailReader::domain_end(std::uint32_t from) const {
    const std::uint32_t last = std::min(line_.end, from + longest_domain);
    std::uint32_t end = from;
    const auto belongs = [&](std::uint32_t i) {
        const char32_t c = a_.cp[i];
        if (i > from && gap(i) && c != U'.' && a_.cp[i - 1] != U'.' && !goes_on(from, i)) return false;
        return is_ascii_letter(c) || is_digit(c) || c == U'-' || c == U'.';
    };
    while (end < last && belongs(end)) ++end;
    while (end > from && !is_ascii_letter(a_.cp[end - 1]) && !is_digit(a_.cp[end - 1])) --end;
    if (a_.view({from, end}).find(U'.') == std::u32string_view::npos) return from;
    return glued_end(from, end);
}

// A printed line ends inside the domain: it was no domain yet, and what comes is no address of its own.
bool EmailReader::goes_on(std::uint32_t from, std::uint32_t line) const {
    if (line < from + 2 || !a_.has(line, text::flag::line_start) || !is_ascii_letter(a_.cp[line - 1]) ||
        !is_lower(a_.cp[line]))
        return false;
    const std::uint32_t last = std::min(line_.end, from + longest_domain);
    for (std::uint32_t end = line + 1; end <= last && is_local(end - 1); ++end)
        if (domains_.find(std::u32string(a_.view({from, end})))) return true;
    const bool cut_label = a_.cp[line - 2] == U'.'; // no domain ends in one letter
    return cut_label || (!ends_domain(from, line) && !address_follows(line));
}

// The local part of another address starts here; a line may end in it.
bool EmailReader::address_follows(std::uint32_t at) const {
    const std::uint32_t last = std::min(line_.end, at + longest_local);
    std::uint32_t sign = at;
    while (sign < last && is_local(sign) &&
           (sign == at || !gap(sign) || a_.has(sign, text::flag::line_start)))
        ++sign;
    return sign > at && sign < last && a_.cp[sign] == U'@';
}

bool EmailReader::ends_domain(std::uint32_t from, std::uint32_t end) const {
    for (std::uint32_t dot = from; dot < end; ++dot)
        if (a_.cp[dot] == U'.' && endings_.find(std::u32string(a_.view({dot + 1, end})))) return true;
    return false;
}

// Where the domain ends though letters go on: the next address, a licence or a telephone stands close behind it.
std::uint32_t EmailReader::glued_end(std::uint32_t from, std::uint32_t end) const {
    for (std::uint32_t cut = end; cut > from; --cut)
        if (domains_.find(std::u32string(a_.view({from, cut})))) return cut;
    if (ends_domain(from, end)) return end;
    const bool address_behind = end < line_.end && (a_.cp[end] == U'@' || address_follows(end));
    for (std::uint32_t dot = from; dot < end; ++dot) {
        if (a_.cp[dot] != U'.') continue;
        for (std::uint32_t cut = std::min(end - 1, dot + 8); cut > dot + 1; --cut) {
            if (!endings_.find(std::u32string(a_.view({dot + 1, cut})))) continue;
            const char32_t next = a_.cp[cut];
            if (next == U'.' || next == U'-') continue;
            if (address_behind || is_digit(next) || (next >= U'A' && next <= U'Z')) return cut;
        }
    }
    return end;
}

} // namespace yanbao::facts
