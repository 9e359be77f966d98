#pragma once
// What each of the terms of a conjunction did to the cells of a block.

#include "yanbao/screen/evaluate.hpp"
#include "yanbao/screen/mask.hpp"

namespace yanbao::screen {

class Counting {
  public:
    explicit Counting(const Program& program);

    /// Before the terms of a block.
    void begin(std::size_t cells);
    void add(std::size_t term, const Mask& truths);
    void add(std::size_t term, std::span<const Truths> truths);
    /// After the terms of a block.
    void end();

    const std::vector<TermCounts>& terms() const noexcept { return terms_; }
    /// Adds what another counted.
    void join(const Counting& other);

  private:
    std::vector<TermCounts> terms_;
    std::vector<std::vector<std::uint64_t>> others_; ///< of each term the cells that do not say yes
    std::vector<std::uint64_t> once_, twice_; ///< cells that some term, and that more than one, keeps out
    std::size_t cells_ = 0;
    Mask room_;
};

} // namespace yanbao::screen
