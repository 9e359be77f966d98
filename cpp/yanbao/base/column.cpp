#include "yanbao/base/column.hpp"

#include "yanbao/base/error.hpp"

namespace yanbao {

std::string_view name(ColumnType type) noexcept {
    switch (type) {
    case ColumnType::utf8: return "utf8";
    case ColumnType::float64: return "float64";
    case ColumnType::int64: return "int64";
    case ColumnType::boolean: return "bool";
    case ColumnType::date32: return "date32";
    }
    return "";
}

Column::Column(std::string name, ColumnType type) : name_(std::move(name)), type_(type) {}

void Column::push_bit(std::vector<std::uint8_t>& bits, bool value) const {
    if ((size_ & 7) == 0) bits.push_back(0);
    if (value) bits.back() = static_cast<std::uint8_t>(bits.back() | (1u << (size_ & 7)));
}

void Column::finish_row(bool valid) {
    push_bit(validity_, valid);
    nulls_ += valid ? 0 : 1;
    ++size_;
}

void Column::append_null() {
    switch (type_) {
    case ColumnType::utf8: offsets_.push_back(offsets_.back()); break;
    case ColumnType::float64: floats_.push_back(0.0); break;
    case ColumnType::int64: integers_.push_back(0); break;
    case ColumnType::boolean: push_bit(bits_, false); break;
    case ColumnType::date32: days_.push_back(0); break;
    }
    finish_row(false);
}

void Column::append(std::string_view value) {
    if (type_ != ColumnType::utf8) throw InvalidValue(name_, "text");
    if (value.empty()) return append_null();
    bytes_ += value;
    offsets_.push_back(static_cast<std::int32_t>(bytes_.size()));
    finish_row(true);
}

void Column::append(double value) {
    if (type_ != ColumnType::float64) throw InvalidValue(name_, "a float");
    floats_.push_back(value);
    finish_row(true);
}

void Column::append(std::int64_t value) {
    if (type_ != ColumnType::int64) throw InvalidValue(name_, "an integer");
    integers_.push_back(value);
    finish_row(true);
}

void Column::append_flag(bool value) {
    if (type_ != ColumnType::boolean) throw InvalidValue(name_, "a flag");
    push_bit(bits_, value);
    finish_row(true);
}

void Column::append(Date value) {
    if (type_ != ColumnType::date32) throw InvalidValue(name_, "a date");
    days_.push_back(value.days());
    finish_row(true);
}

std::string_view Column::text(std::size_t row) const noexcept {
    const auto begin = static_cast<std::size_t>(offsets_[row]);
    const auto end = static_cast<std::size_t>(offsets_[row + 1]);
    return std::string_view(bytes_).substr(begin, end - begin);
}

std::vector<const void*> Column::buffers() const {
    const void* validity = nulls_ == 0 ? nullptr : validity_.data();
    switch (type_) {
    case ColumnType::utf8: return {validity, offsets_.data(), bytes_.data()};
    case ColumnType::float64: return {validity, floats_.data()};
    case ColumnType::int64: return {validity, integers_.data()};
    case ColumnType::boolean: return {validity, bits_.data()};
    case ColumnType::date32: return {validity, days_.data()};
    }
    return {};
}

ColumnTable::ColumnTable(std::string name, std::vector<Column> columns)
    : name_(std::move(name)), columns_(std::move(columns)) {
    for (const Column& c : columns_)
        if (c.size() != rows()) throw ShapeMismatch("column " + c.name(), rows(), c.size());
}

const Column& ColumnTable::column(std::string_view name) const {
    for (const Column& c : columns_)
        if (c.name() == name) return c;
    throw UnknownName("column", name);
}

} // namespace yanbao
