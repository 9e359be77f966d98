#include "yanbao/facts/analysts_contact.hpp"

#include "yanbao/facts/analysts_email.hpp"
#include "yanbao/facts/meta_words.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <optional>

namespace yanbao::facts {

namespace {

using lexicon::is_ascii_letter;
using lexicon::is_digit;
using text::Atoms;
using text::Range;

constexpr std::uint32_t licence_digits = 13;
constexpr std::uint32_t least_true_digits = 10;

// What scanners make of a digit.
std::optional<char> digit_of(char32_t c) {
    if (is_digit(c)) return static_cast<char>(c);
    switch (c) {
    case U'O':
    case U'o': return '0';
    case U'l':
    case U'I':
    case U'|': return '1';
    default: return std::nullopt;
    }
}

class Scanner {
  public:
    Scanner(const Context& context, Range r)
        : a_(context.document.atoms), end_(r.end), at_(r.begin), labels_(context, "contact_label"),
          emails_(context, r) {}

    std::vector<Contact> run() {
        std::vector<Contact> found;
        while (at_ < end_) {
            std::optional<Contact> contact;
            if (a_.cp[at_] < 0x80 || a_.cp[at_] == U'\u00A7') {
                contact = licence();
                if (!contact) contact = phone();
                if (!contact) contact = emails_.at(at_, floor_);
            }
            if (!contact) {
                skip();
                continue;
            }
            at_ = contact->range.end;
            floor_ = at_;
            found.push_back(std::move(*contact));
        }
        return found;
    }

  private:
    // Over a label, so that its letters are not taken for an address.
    void skip() {
        const auto label = labels_.at(at_, end_);
        at_ = label ? label->end : at_ + 1;
        if (label) floor_ = at_;
    }

    bool gap(std::uint32_t i) const {
        return a_.has(i, text::flag::gap) || a_.has(i, text::flag::line_start);
    }

    // S and thirteen digits; a dollar sign, with its escape, is an S misread.
    std::optional<Contact> licence() const {
        std::uint32_t i = at_;
        bool repaired = false;
        if (a_.cp[i] == U'\\') ++i;
        if (i >= end_) return std::nullopt;
        char letter = 'S';
        switch (a_.cp[i]) {
        case U'S': break;
        case U'A': letter = 'A'; break;
        case U's':
        case U'$':
        case U'\u00A7': repaired = true; break;
        default: return std::nullopt;
        }
        const bool word_before = at_ > floor_ && is_ascii_letter(a_.cp[at_ - 1]) && !gap(at_);
        std::string value(1, letter);
        std::uint32_t true_digits = 0;
        for (++i; i < end_ && value.size() <= licence_digits; ++i) {
            const auto digit = digit_of(a_.cp[i]);
            if (!digit) return std::nullopt;
            if (is_digit(a_.cp[i])) ++true_digits;
            value += *digit;
        }
        if (value.size() != licence_digits + 1 || true_digits < least_true_digits) return std::nullopt;
        if (word_before && (letter == 'A' || true_digits < licence_digits))
            return std::nullopt; // the end of a word: EBITDA 62000
        Contact c{ContactKind::licence,
                  {at_, i},
                  std::move(value),
                  repaired || true_digits < licence_digits,
                  false};
        const int month = (c.value[8] - '0') * 10 + (c.value[9] - '0'); // house 4, kind 1, year 2, month 2
        c.doubtful = month < 1 || month > 12;
        return c;
    }

    std::uint32_t digits_from(std::uint32_t i, std::uint32_t most) const {
        std::uint32_t n = 0;
        while (i + n < end_ && n < most && is_digit(a_.cp[i + n])) ++n;
        return n;
    }

    std::optional<Contact> phone() const {
        if (at_ > floor_ && (is_digit(a_.cp[at_ - 1]) || is_ascii_letter(a_.cp[at_ - 1])) && !gap(at_))
            return std::nullopt;
        if (a_.cp[at_] == U'1' && digits_from(at_, 12) == 11 && a_.cp[at_ + 1] >= U'3') return made(at_ + 11);
        std::uint32_t i = at_;
        if (a_.cp[i] == U'+') ++i;
        const bool abroad = i > at_;
        const bool bracketed = i < end_ && a_.cp[i] == U'(';
        if (bracketed) ++i;
        const std::uint32_t code = code_length(i, abroad || bracketed);
        if (code == 0) return std::nullopt;
        const bool metropolis = a_.cp[i] == U'0' && code == 3;
        i += code;
        if (bracketed) {
            if (i >= end_ || a_.cp[i] != U')') return std::nullopt;
            ++i;
        }
        if (abroad) i = area_after_country(i);
        while (i < end_ && a_.cp[i] == U'-') ++i;
        return number(i, metropolis);
    }

    // 010 and 02x have three digits, other areas four; a country's code two or three.
    std::uint32_t code_length(std::uint32_t i, bool country) const {
        if (i + 4 > end_ || !is_digit(a_.cp[i])) return 0;
        if (a_.cp[i] == U'0') {
            const std::uint32_t n = a_.cp[i + 1] == U'1' || a_.cp[i + 1] == U'2' ? 3 : 4;
            return digits_from(i, n) == n ? n : 0;
        }
        if (country || a_.cp[i] == U'8') {
            std::uint32_t n = 0;
            while (n < 3 && i + n < end_ && is_digit(a_.cp[i + n]) && (n == 0 || !gap(i + n))) ++n;
            const bool parted = i + n < end_ && (country || a_.cp[i + n] == U'-' || gap(i + n));
            const auto code = a_.view({i, i + n});
            if (code == U"86" || code == U"852" || code == U"853" || code == U"886" || code == U"65")
                return parted ? n : 0;
            return country && n >= 1 && i + n < end_ && (gap(i + n) || !is_digit(a_.cp[i + n])) ? n : 0;
        }
        return 0;
    }

    // +86 (755) 8198, +86 755 8198, +86-755-8198: the area behind the country's code
    std::uint32_t area_after_country(std::uint32_t i) const {
        std::uint32_t k = i;
        while (k < end_ && (a_.cp[k] == U'-' || a_.cp[k] == U'(')) ++k;
        const std::uint32_t n = digits_from(k, 4);
        for (std::uint32_t area = 2; area <= n && area <= 3; ++area) {
            const std::uint32_t behind = k + area;
            if (behind < end_ && (gap(behind) || a_.cp[behind] == U'-' || a_.cp[behind] == U')'))
                return a_.cp[behind] == U')' ? behind + 1 : behind;
        }
        return i;
    }

    std::optional<Contact> number(std::uint32_t i, bool metropolis) const {
        std::uint32_t n = 0;
        while (i < end_ && n < 8 && (is_digit(a_.cp[i]) || (a_.cp[i] == U'-' && n > 0))) {
            if (n == 7 && !metropolis && gap(i)) break;
            if (is_digit(a_.cp[i])) ++n;
            ++i;
        }
        if (n < 7 || (n == 7 && metropolis)) return std::nullopt;
        if (i < end_ && a_.cp[i] == U'-') { // an extension
            const std::uint32_t extension = digits_from(i + 1, 7);
            if (extension >= 3 && extension <= 5) i += extension + 1;
        }
        return made(i);
    }

    Contact made(std::uint32_t end) const {
        std::string value;
        for (std::uint32_t i = at_; i < end; ++i) {
            const bool between_digits = i > at_ && is_digit(a_.cp[i]) && is_digit(a_.cp[i - 1]);
            if (between_digits && a_.has(i, text::flag::gap)) value += ' ';
            value += static_cast<char>(a_.cp[i]);
        }
        return {ContactKind::phone, {at_, end}, std::move(value), false, false};
    }

    const Atoms& a_;
    std::uint32_t end_, at_, floor_ = at_;
    Words labels_;
    EmailReader emails_;
};

} // namespace

std::vector<Contact> contacts_in(const Context& context, Range r) {
    return r.empty() ? std::vector<Contact>{} : Scanner(context, r).run();
}

std::string_view domain_of(std::string_view address) noexcept {
    const auto sign = address.find('@');
    return sign == address.npos ? std::string_view{} : address.substr(sign + 1);
}

std::string_view house_of(std::string_view licence) noexcept {
    return licence.size() == licence_digits + 1 ? licence.substr(1, 4) : std::string_view{};
}

} // namespace yanbao::facts
