#pragma once

#include "yanbao/base/span.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace yanbao {

enum class Severity : std::uint8_t { info, warning, error };

/// What a reader should know about a report: a repair, a doubt, a contradiction.  Codes and their sentences
/// are a registry in the lexicon (category `finding`); `count` folds mechanical repairs of one kind.
struct Finding {
    std::string code;
    Severity severity = Severity::warning;
    std::string subject = "report";
    std::uint32_t count = 1;
    std::string what;
    std::vector<Span> spans;
};

} // namespace yanbao
