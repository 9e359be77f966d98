#include "catch.hpp"
#include "yanbao/text/number.hpp"

#include <string>

using namespace yanbao;
using namespace yanbao::text;

namespace {

/// The number that starts a text, and how many atoms it takes.
std::optional<Number> number(const std::string& text) {
    const Atoms atoms = atoms_of(text);
    return number_at(atoms, 0, atoms.size());
}
double value(const std::string& text) {
    const auto n = number(text);
    REQUIRE(n);
    return n->value;
}
std::uint32_t length(const std::string& text) {
    const auto n = number(text);
    return n ? n->range.size() : 0;
}

} // namespace

TEST_CASE("numbers as they are printed") {
    CHECK(value("47.22") == 47.22);
    CHECK(value("-0.1") == -0.1);
    CHECK(value("+3.5") == 3.5);
    CHECK(value("−３．５") == -3.5);
    CHECK(value("0") == 0.0);
    CHECK(value("2,752,194") == 2752194.0);
    CHECK(value("1,728.823") == 1728.823);
    CHECK(value(".5") == 0.5);
    CHECK(value("123456789012345678901234567890") == 123456789012345678901234567890.0);
    CHECK_FALSE(std::signbit(value("-0.0")));
}

TEST_CASE("precision is half of the last printed digit") {
    CHECK(number("47.22")->half_unit == 0.005);
    CHECK(number("47")->half_unit == 0.5);
    CHECK(number("47.0")->half_unit == 0.05);
    CHECK(number("0.10")->half_unit == 0.005);
    CHECK(number("2,752,194")->half_unit == 0.5);
    CHECK(number("0.1")->interval().holds(0.149));
}

TEST_CASE("white space inside is mended, and told") {
    CHECK(value("291. 8") == 291.8);
    CHECK(number("291. 8")->spaced);
    CHECK(value("2, 752, 194") == 2752194.0);
    CHECK(number("2, 752, 194")->spaced);
    CHECK(number("2, 752, 194")->grouped);
    CHECK(value("-0. 1") == -0.1);
    CHECK(value("- 0.53") == -0.53);
    CHECK_FALSE(number("291.8")->spaced);
}

TEST_CASE("a number that a line break cuts at its separator is one, whatever white space ends the line") {
    const auto broken = [](const std::string& above, const std::string& below) {
        Atoms atoms = atoms_of(above + " ");
        const std::uint32_t at = atoms.size();
        atoms.append(atoms_of(below), {0, atoms_of(below).size()});
        atoms.flags[at] |= flag::line_start | flag::gap;
        return number_at(atoms, 0, atoms.size()).value().value;
    };
    CHECK(broken("8", ",357.00") == 8357.0);
    CHECK(broken("0", ".47") == 0.47);
    CHECK(value("8 ,357") == 8.0); // on one line it may be a list
}

TEST_CASE("white space elsewhere ends a number") {
    CHECK(length("12 34") == 2);
    CHECK(length("12 .5") == 2);
    CHECK(length("12 ,345") == 2);
    CHECK(length("5. 2023") == 1);
    CHECK(length("1. 3月") == 1);
}

TEST_CASE("groups have three digits") {
    CHECK(length("1,2,3,4") == 1);
    CHECK(length("1,2345") == 1);
    CHECK(length("1,234,56") == 5);
    CHECK(length("2021,202") == 4);
    CHECK(length("0,123") == 1);
    CHECK(length("10，120") == 2); // a full-width comma lists
    CHECK(value("１，２３４") == 1234.0);
}

TEST_CASE("what is no number") {
    for (const char* text :
         {"--5", "+-5", "-", "+", "", ".", "..5", "-.", "a", "007", "0755", "1e999", "1e5", "1E-5", "% 5"})
        CHECK_FALSE(number(text));
    CHECK_FALSE(number(std::string(100, '9')));
    CHECK_FALSE(number("0." + std::string(100, '1')));
    CHECK(length("3.1.2") == 3); // the caller sees what follows
}

TEST_CASE("a number ends where it is told") {
    const Atoms atoms = atoms_of("1234.5");
    CHECK(number_at(atoms, 0, 2)->value == 12.0);
    CHECK(number_at(atoms, 0, 99)->value == 1234.5);
    CHECK(number_at(atoms, 0, 5)->value == 1234.0);
    CHECK_FALSE(number_at(atoms, 6, 99));
    CHECK_FALSE(number_at(atoms, 99, 99));
}

TEST_CASE("a wall parts digits, a line break does not") {
    Atoms atoms = atoms_of("123");
    atoms.flags[1] |= flag::line_start;
    CHECK(number_at(atoms, 0, 3)->value == 123.0);
    atoms.flags[2] |= flag::wall;
    CHECK(number_at(atoms, 0, 3)->value == 12.0);
}
