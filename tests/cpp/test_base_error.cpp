#include "catch.hpp"

#include "yanbao/base/error.hpp"

#include <string>
#include <type_traits>

using namespace yanbao;

namespace {
template<class E>
std::string message(const E& error) {
    const Error& root = error; // every child is caught as the root
    return root.what();
}
} // namespace

TEST_CASE("An error says what was wrong with which value") {
    CHECK(message(InvalidValue("a month", "13")) == "a month cannot be 13");
    CHECK(message(UnknownName("table", "estimate")) == "no table named 'estimate'");
    CHECK(message(LimitExceeded("bytes", 10, 11)) == "limit bytes is 10, the input has 11");
    CHECK(message(ShapeMismatch("price", 3, 2)) == "price has 2 elements, expected 3");
}

TEST_CASE("A parse error keeps the place") {
    const ParseError error("words.json", 17, "expected a list");
    CHECK(error.byte() == 17);
    CHECK(message(error) == "words.json, byte 17: expected a list");
}

TEST_CASE("Errors can be thrown by value and copied without throwing") {
    STATIC_REQUIRE(std::is_nothrow_copy_constructible_v<Error>);
    STATIC_REQUIRE(std::is_nothrow_copy_constructible_v<ParseError>);
}
