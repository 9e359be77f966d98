#include "yanbao/base/error.hpp"

namespace yanbao {

namespace {
std::string join(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (auto part : parts) out += part;
    return out;
}
} // namespace

InvalidValue::InvalidValue(std::string_view what, std::string_view value)
    : Error(join({what, " cannot be ", value})) {}

UnknownName::UnknownName(std::string_view kind, std::string_view name)
    : Error(join({"no ", kind, " named '", name, "'"})) {}

ParseError::ParseError(std::string_view source, std::size_t byte, std::string_view what)
    : Error(join({source, ", byte ", std::to_string(byte), ": ", what})), byte_(byte) {}

LimitExceeded::LimitExceeded(std::string_view limit, std::size_t bound, std::size_t found)
    : Error(
          join({"limit ", limit, " is ", std::to_string(bound), ", the input has ", std::to_string(found)})) {
}

ShapeMismatch::ShapeMismatch(std::string_view what, std::size_t expected, std::size_t found)
    : Error(join({what, " has ", std::to_string(found), " elements, expected ", std::to_string(expected)})) {}

} // namespace yanbao
