#pragma once
// From rows of structs to columns, one column at a time.

#include "yanbao/base/column.hpp"
#include "yanbao/facts/facts.hpp"
#include "yanbao/layout/document.hpp"

#include <functional>
#include <type_traits>
#include <utility>

namespace yanbao::facts {

template<class Row>
class TableBuilder {
  public:
    explicit TableBuilder(const std::vector<Row>& rows) : rows_(rows) {}

    /// A column of what `get` (a member, or a function of the row) gives: text, flag, integer, number, day,
    /// or an optional one of these.
    template<class Get>
    TableBuilder& add(std::string_view name, Get get) {
        using Value = std::remove_cvref_t<std::invoke_result_t<Get, const Row&>>;
        Column& column = columns_.emplace_back(std::string(name), type_of<Value>());
        for (const Row& row : rows_) column.append(std::invoke(get, row));
        return *this;
    }

    /// A printed number and, behind it, half of its last printed digit.
    template<class Get>
    TableBuilder& add_measured(std::string_view name, std::string_view half_unit_name, Get get) {
        const auto part = [&](double Measured::* member) {
            return [get, member](const Row& row) -> std::optional<double> {
                const std::optional<Measured> m = std::invoke(get, row);
                return m ? std::optional<double>((*m).*member) : std::nullopt;
            };
        };
        return add(name, part(&Measured::value)).add(half_unit_name, part(&Measured::half_unit));
    }
    template<class Get>
    TableBuilder& add_measured(std::string_view name, Get get) {
        return add_measured(name, std::string(name) + "_half_unit", get);
    }

    /// A number from 1; 0 stands for none.
    template<class Get>
    TableBuilder& add_ordinal(std::string_view name, Get get) {
        return add(name, [get](const Row& row) -> std::optional<std::int64_t> {
            const std::int64_t n = std::invoke(get, row);
            return n == 0 ? std::nullopt : std::optional<std::int64_t>(n);
        });
    }

    /// The table with the columns of provenance behind the others; `place` gives a row's span.
    template<class Place>
    ColumnTable finished(std::string_view name, const layout::Document& document, Place place) {
        using Int = std::optional<std::int64_t>;
        const auto where = [&](auto value) {
            return [&, value](const Row& row) -> Int {
                const Span at = std::invoke(place, row);
                return at.empty() ? Int{} : Int(static_cast<std::int64_t>(value(at)));
            };
        };
        add("src_line", where([&](Span at) { return document.line_of(at.start); }));
        // text has neither pages nor boxes
        std::vector<std::optional<layout::PagePlace>> places(rows_.size());
        if (!document.pages.empty())
            for (std::size_t i = 0; i < rows_.size(); ++i)
                places[i] = document.pages.place_of(std::invoke(place, rows_[i]));
        const auto printed = [&](auto value) {
            return [&, value](const Row& row) {
                const auto& at = places[static_cast<std::size_t>(&row - rows_.data())];
                return at ? std::optional(value(*at)) : std::nullopt;
            };
        };
        add("src_page",
            printed([](const layout::PagePlace& p) { return static_cast<std::int64_t>(p.page); }));
        add("src_x0", printed([](const layout::PagePlace& p) { return static_cast<double>(p.box.x0); }));
        add("src_y0", printed([](const layout::PagePlace& p) { return static_cast<double>(p.box.y0); }));
        add("src_x1", printed([](const layout::PagePlace& p) { return static_cast<double>(p.box.x1); }));
        add("src_y1", printed([](const layout::PagePlace& p) { return static_cast<double>(p.box.y1); }));
        add("src_start", where([](Span at) { return at.start; }));
        add("src_end", where([](Span at) { return at.end; }));
        return ColumnTable(std::string(name), std::move(columns_));
    }
    ColumnTable finished(std::string_view name, const layout::Document& document) {
        return finished(name, document, &Row::at);
    }

  private:
    template<class Value>
    static constexpr ColumnType type_of() {
        if constexpr (std::is_same_v<Value, bool>)
            return ColumnType::boolean;
        else if constexpr (std::is_same_v<Value, double> || std::is_same_v<Value, std::optional<double>>)
            return ColumnType::float64;
        else if constexpr (std::is_same_v<Value, std::int64_t> ||
                           std::is_same_v<Value, std::optional<std::int64_t>>)
            return ColumnType::int64;
        else if constexpr (std::is_same_v<Value, std::optional<Date>>)
            return ColumnType::date32;
        else {
            static_assert(std::is_convertible_v<Value, std::string_view>);
            return ColumnType::utf8;
        }
    }

    const std::vector<Row>& rows_;
    std::vector<Column> columns_;
};

} // namespace yanbao::facts
