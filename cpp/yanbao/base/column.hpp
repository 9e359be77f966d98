#pragma once
// Columns in Arrow's memory layout, so that they leave the core through the C data interface without a copy.

#include "yanbao/base/date.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yanbao {

enum class ColumnType : std::uint8_t { utf8, float64, int64, boolean, date32 };

/// Arrow's name of a type in `schema.json`: `utf8`, `float64`, `int64`, `bool`, `date32`.
std::string_view name(ColumnType type) noexcept;

/// One nullable column that is only ever appended to.
class Column {
  public:
    Column(std::string name, ColumnType type);

    const std::string& name() const noexcept { return name_; }
    ColumnType type() const noexcept { return type_; }
    std::size_t size() const noexcept { return size_; }
    std::size_t null_count() const noexcept { return nulls_; }
    bool is_null(std::size_t row) const noexcept { return !bit(validity_, row); }

    void append_null();
    /// An empty text is absent: null.
    void append(std::string_view value);
    void append(double value);
    void append(std::int64_t value);
    /// A flag and nothing that converts to one: a literal text is no flag.
    void append(std::same_as<bool> auto value) { append_flag(value); }
    void append(Date value);
    template<class T>
    void append(const std::optional<T>& value) {
        value ? append(*value) : append_null();
    }

    /// Typed reads, for tests and writers; the caller has asked `type()` and `is_null()`.
    std::string_view text(std::size_t row) const noexcept;
    double number(std::size_t row) const noexcept { return floats_[row]; }
    std::int64_t integer(std::size_t row) const noexcept { return integers_[row]; }
    bool flag(std::size_t row) const noexcept { return bit(bits_, row); }
    Date date(std::size_t row) const noexcept { return Date(days_[row]); }

    /// Arrow buffers in Arrow's order: validity (null where nothing is null), then offsets and bytes, or values.
    std::vector<const void*> buffers() const;

  private:
    static bool bit(const std::vector<std::uint8_t>& bits, std::size_t row) noexcept {
        return (bits[row >> 3] >> (row & 7)) & 1;
    }
    void append_flag(bool value);
    void push_bit(std::vector<std::uint8_t>& bits, bool value) const;
    void finish_row(bool valid);

    std::string name_;
    ColumnType type_;
    std::size_t size_ = 0;
    std::size_t nulls_ = 0;
    std::vector<std::uint8_t> validity_;
    std::vector<std::int32_t> offsets_{0};
    std::string bytes_;
    std::vector<double> floats_;
    std::vector<std::int64_t> integers_;
    std::vector<std::int32_t> days_;
    std::vector<std::uint8_t> bits_;
};

/// Named columns of equal length.
class ColumnTable {
  public:
    ColumnTable(std::string name, std::vector<Column> columns);

    const std::string& name() const noexcept { return name_; }
    std::size_t rows() const noexcept { return columns_.empty() ? 0 : columns_.front().size(); }
    const std::vector<Column>& columns() const noexcept { return columns_; }
    /// Throws UnknownName.
    const Column& column(std::string_view name) const;

  private:
    std::string name_;
    std::vector<Column> columns_;
};

} // namespace yanbao
