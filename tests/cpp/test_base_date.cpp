#include "catch.hpp"

#include "yanbao/base/date.hpp"

using yanbao::Date;

namespace {
Date day(const char* iso) { return Date::parse_iso(iso).value(); }
} // namespace

TEST_CASE("A date is a count of days since 1970") {
    CHECK(day("1970-01-01").days() == 0);
    CHECK(day("1969-12-31").days() == -1);
    CHECK(day("2023-05-06").days() == 19483);
    CHECK(day("2024-02-29").iso() == "2024-02-29");
    CHECK(day("0001-01-01").iso() == "0001-01-01");
    CHECK(day("2024-03-01") - day("2024-02-01") == 29);
    CHECK(day("2023-12-31") + 1 == day("2024-01-01"));
    CHECK(day("2023-12-31") < day("2024-01-01"));
}

TEST_CASE("A day that the calendar does not have is no date") {
    CHECK_FALSE(Date::of(2023, 2, 29));
    CHECK_FALSE(Date::of(2023, 13, 1));
    CHECK_FALSE(Date::of(2023, 0, 1));
    CHECK_FALSE(Date::of(2023, 1, 0));
    CHECK_FALSE(Date::of(0, 1, 1));
    CHECK_FALSE(Date::of(10000, 1, 1));
    CHECK_FALSE(Date::of(2023, 1, 256 + 1)); // would be day 1 in eight bits
    CHECK_FALSE(Date::of(2023, 256 + 1, 1));
}

TEST_CASE("Only year-month-day is read") {
    for (const char* text :
         {"", "2023-5-6", "2023/05/06", "20230506", "2023-05-06 ", "2023-05-0x", "2023-02-30", "-023-05-06"})
        CHECK_FALSE(Date::parse_iso(text));
}

TEST_CASE("The parts of every day make the day again") {
    for (Date d = day("1999-12-25"); d < day("2032-01-10"); d = d + 1) {
        REQUIRE(Date::of(d.year(), d.month(), d.day()) == d);
        REQUIRE(Date::parse_iso(d.iso()) == d);
    }
}

TEST_CASE("Weekdays run from Monday, before 1970 too") {
    CHECK(day("2024-02-05").iso_weekday() == 1);
    CHECK(day("2024-02-11").iso_weekday() == 7);
    CHECK(day("1969-12-28").iso_weekday() == 7);
    CHECK(day("1900-01-01").iso_weekday() == 1);
}

TEST_CASE("ISO weeks belong to the year of their Thursday") {
    CHECK(day("2024-02-18").iso_week() == 7);
    CHECK(day("2021-01-03").iso_week() == 53); // of 2020
    CHECK(day("2024-12-30").iso_week() == 1);  // of 2025
    CHECK(day("2020-12-31").iso_week() == 53);
}

TEST_CASE("The Sunday of an ISO week") {
    CHECK(Date::iso_week_sunday(2024, 7) == day("2024-02-18"));
    CHECK(Date::iso_week_sunday(2020, 53) == day("2021-01-03"));
    CHECK(Date::iso_week_sunday(2025, 1) == day("2025-01-05"));
    CHECK_FALSE(Date::iso_week_sunday(2023, 53)); // a year of 52 weeks
    CHECK_FALSE(Date::iso_week_sunday(2024, 0));
    CHECK_FALSE(Date::iso_week_sunday(2024, 54));
    for (int year = 1990; year < 2040; ++year)
        for (int week = 1; week <= 52; ++week) {
            const Date sunday = Date::iso_week_sunday(year, week).value();
            REQUIRE(sunday.iso_weekday() == 7);
            REQUIRE(sunday.iso_week() == week);
        }
}

TEST_CASE("Month ends") {
    CHECK(Date::month_end(2024, 2) == day("2024-02-29"));
    CHECK(Date::month_end(2023, 2) == day("2023-02-28"));
    CHECK(Date::month_end(2023, 12) == day("2023-12-31"));
    CHECK(Date::month_end(9999, 12) == day("9999-12-31"));
}
