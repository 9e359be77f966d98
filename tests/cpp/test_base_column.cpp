#include "catch.hpp"

#include "yanbao/base/column.hpp"
#include "yanbao/base/error.hpp"

#include <cstring>
#include <optional>

using namespace yanbao;

TEST_CASE("A column keeps values and nulls") {
    Column names("name", ColumnType::utf8);
    names.append("恒生电子");
    names.append_null();
    names.append(""); // absent is null, never an empty text
    names.append("BZ");
    CHECK(names.size() == 4);
    CHECK(names.null_count() == 2);
    CHECK_FALSE(names.is_null(0));
    CHECK(names.is_null(1));
    CHECK(names.is_null(2));
    CHECK(names.text(0) == "恒生电子");
    CHECK(names.text(1).empty());
    CHECK(names.text(3) == "BZ");
}

TEST_CASE("Bits are packed over the edge of a byte") {
    Column flags("repaired", ColumnType::boolean);
    Column values("value", ColumnType::float64);
    for (int i = 0; i < 19; ++i) {
        flags.append(i % 3 == 0);
        i % 5 == 4 ? values.append_null() : values.append(0.5 * i);
    }
    CHECK(values.null_count() == 3);
    for (std::size_t i = 0; i < 19; ++i) {
        CHECK(flags.flag(i) == (i % 3 == 0));
        CHECK(values.is_null(i) == (i % 5 == 4));
        if (!values.is_null(i)) CHECK(values.number(i) == 0.5 * static_cast<double>(i));
    }
}

TEST_CASE("Optional values are nulls where there is none") {
    Column days("published", ColumnType::date32);
    days.append(Date::parse_iso("2024-02-18"));
    days.append(Date::parse_iso("no date"));
    CHECK(days.date(0).iso() == "2024-02-18");
    CHECK(days.is_null(1));

    Column years("fiscal_year", ColumnType::int64);
    years.append(std::optional<std::int64_t>(2024));
    years.append(std::optional<std::int64_t>());
    CHECK(years.integer(0) == 2024);
    CHECK(years.is_null(1));
}

TEST_CASE("A value of another type is refused and leaves the column as it was") {
    Column years("fiscal_year", ColumnType::int64);
    CHECK_THROWS_AS(years.append("2024"), InvalidValue);
    CHECK_THROWS_AS(years.append(2024.0), InvalidValue);
    CHECK_THROWS_AS(years.append(true), InvalidValue);
    CHECK_THROWS_AS(years.append(Date()), InvalidValue);
    CHECK_THROWS_AS(Column("name", ColumnType::utf8).append(std::int64_t{1}), InvalidValue);
    CHECK(years.size() == 0);
}

TEST_CASE("Buffers have Arrow's layout") {
    Column names("name", ColumnType::utf8);
    names.append("ab");
    names.append_null();
    names.append("c");
    const auto buffers = names.buffers();
    REQUIRE(buffers.size() == 3);
    CHECK((*static_cast<const std::uint8_t*>(buffers[0]) & 7) == 0b101);
    const auto* offsets = static_cast<const std::int32_t*>(buffers[1]);
    CHECK(std::vector<std::int32_t>(offsets, offsets + 4) == std::vector<std::int32_t>{0, 2, 2, 3});
    CHECK(std::memcmp(buffers[2], "abc", 3) == 0);

    Column full("value", ColumnType::float64);
    full.append(1.5);
    CHECK(full.buffers()[0] == nullptr); // nothing is null
}

TEST_CASE("A table has columns of one length, found by name") {
    Column a("a", ColumnType::float64);
    Column b("b", ColumnType::utf8);
    a.append(1.0);
    CHECK_THROWS_AS(ColumnTable("t", {a, b}), ShapeMismatch);
    b.append("x");
    const ColumnTable table("t", {a, b});
    CHECK(table.rows() == 1);
    CHECK(table.column("b").text(0) == "x");
    CHECK_THROWS_AS(table.column("c"), UnknownName);
    CHECK(ColumnTable("empty", {}).rows() == 0);
}

TEST_CASE("Arrow's names of the types") {
    CHECK(name(ColumnType::utf8) == "utf8");
    CHECK(name(ColumnType::float64) == "float64");
    CHECK(name(ColumnType::int64) == "int64");
    CHECK(name(ColumnType::boolean) == "bool");
    CHECK(name(ColumnType::date32) == "date32");
}
