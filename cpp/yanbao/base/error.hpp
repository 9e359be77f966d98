#pragma once
// Typed errors: one root, few children.  Nothing else leaves the core.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace yanbao {

/// Root of every error that the core throws.
class Error : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// A value that cannot be what the name says (a month 13, an empty interval).
class InvalidValue : public Error {
  public:
    InvalidValue(std::string_view what, std::string_view value);
};

/// A name that is not in a registry: a table, a metric, a lexicon key.
class UnknownName : public Error {
  public:
    UnknownName(std::string_view kind, std::string_view name);
};

/// Input that is no text at all, or JSON that does not fit its schema; `byte` is where.
class ParseError : public Error {
  public:
    ParseError(std::string_view source, std::size_t byte, std::string_view what);
    std::size_t byte() const noexcept { return byte_; }

  private:
    std::size_t byte_;
};

/// Input beyond a bound of `Limits`.
class LimitExceeded : public Error {
  public:
    LimitExceeded(std::string_view limit, std::size_t bound, std::size_t found);
};

/// Arrays whose shapes do not fit each other.
class ShapeMismatch : public Error {
  public:
    ShapeMismatch(std::string_view what, std::size_t expected, std::size_t found);
};

} // namespace yanbao
