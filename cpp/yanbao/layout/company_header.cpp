#include "yanbao/layout/company_header.hpp"

#include "yanbao/text/dates.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>
#include <numeric>

namespace yanbao::layout {

namespace {

using text::Range;

constexpr std::size_t most_group_labels = 8; ///< that may stand over years

class HeaderFitter {
  public:
    HeaderFitter(const text::Atoms& atoms, const lexicon::Lexicon& lexicon,
                 const std::vector<CellClass>& columns)
        : a_(atoms), lex_(lexicon), columns_(columns) {}

    std::optional<CompanyHeader> fit(const std::vector<Range>& pieces, const std::vector<Range>& behind) {
        for (Range piece : pieces)
            if (!take(piece)) return std::nullopt;
        std::size_t years = 0;
        for (const auto& run : runs_) years += run.size();
        if (!runs_.empty() && labels_.size() + years == columns_.size()) return with_groups(behind);
        if (labels_.empty() || labels_.size() < runs_.size() ||
            labels_.size() - runs_.size() + years != columns_.size())
            return std::nullopt;
        for (std::size_t i = 0; i < labels_.size(); ++i)
            if (runs_.empty() || is_metric(labels_[i])) may_group_.push_back(i);
        if (!runs_.empty() && may_group_.size() > most_group_labels) return std::nullopt;
        std::vector<std::size_t> chosen;
        choose(chosen, 0);
        return ways_ == 1 ? found_ : std::nullopt;
    }

  private:
    // A year, a unit or a day that belongs to the label before it, or a label.
    bool take(Range piece) {
        if (const auto period = text::whole_period(a_, piece); period && period->period.year) {
            const std::int32_t year = *period->period.year;
            if (!in_years_ || runs_.empty() || !goes_on(year)) runs_.emplace_back(), numbers_.clear();
            runs_.back().push_back(piece);
            numbers_.push_back(year);
            in_years_ = true;
            return true;
        }
        if (const auto day = text::date_at(a_, piece.begin, piece.end); day && day->range == piece)
            return true;
        if (is_bracketed(piece)) return take_unit(piece);
        if (text::is_absent(a_, lex_, piece) || text::whole_quantity(a_, lex_, piece))
            return false; // no header
        in_years_ = false;
        labels_.push_back(piece);
        units_.push_back({});
        return true;
    }

    // Of the last label that may have one; one that scales nothing is no loss where there is none.
    bool take_unit(Range piece) {
        for (std::size_t i = labels_.size(); i-- > 0;) {
            const std::string_view key = column_key(labels_[i]);
            if (key == "ticker" || key == "name" || key == "rating") continue;
            if (labels_[i].end == piece.begin)
                labels_[i].end = piece.end;
            else if (!units_[i].empty() || has_bracket(labels_[i]))
                break;
            else
                units_[i] = piece;
            return true;
        }
        return is_plain_unit(piece);
    }
    bool has_bracket(Range r) const { return a_.view(r).find(U'(') != std::u32string_view::npos; }

    // The groups stand behind the rows, one metric for each run of years; the other labels are laid by what they name.
    std::optional<CompanyHeader> with_groups(const std::vector<Range>& behind) {
        if (behind.size() < runs_.size()) return std::nullopt;
        const std::vector<Range> groups(behind.begin(),
                                        behind.begin() + static_cast<std::ptrdiff_t>(runs_.size()));
        if (!std::all_of(groups.begin(), groups.end(), [&](Range r) { return is_metric(r); }) ||
            (behind.size() > runs_.size() && is_metric(behind[runs_.size()])))
            return std::nullopt;
        CompanyHeader header;
        header.has_years = true;
        std::vector<std::size_t> left(labels_.size());
        std::iota(left.begin(), left.end(), std::size_t{0});
        while (header.labels.size() < labels_.size()) {
            const CellClass over = columns_[header.labels.size()];
            const auto fits = std::find_if(left.begin(), left.end(), [&](std::size_t i) {
                return may_stand(labels_[i], false, over) && stands_only(labels_[i], over);
            });
            if (fits == left.end()) return std::nullopt;
            header.labels.push_back(labels_[*fits]);
            header.years.push_back(under(*fits));
            left.erase(fits);
        }
        for (std::size_t run = 0; run < runs_.size(); ++run)
            for (std::size_t k = 0; k < runs_[run].size(); ++k) {
                if (columns_[header.labels.size()] != CellClass::figure) return std::nullopt;
                header.labels.push_back(k == 0 ? groups[run] : Range{groups[run].begin, groups[run].begin});
                header.years.push_back(runs_[run][k]);
            }
        return header;
    }
    // What stands under a label that has no years.
    Range under(std::size_t label) const {
        return units_[label].empty() ? Range{labels_[label].begin, labels_[label].begin} : units_[label];
    }
    // A label over words or tickers names them.
    bool stands_only(Range label, CellClass over) const {
        return over == CellClass::figure || !column_key(label).empty();
    }

    // One year on, or back where the years run that way.
    bool goes_on(std::int32_t year) const {
        const std::int32_t step = year - numbers_.back();
        if (numbers_.size() < 2) return step == 1 || step == -1;
        return step == numbers_.back() - numbers_[numbers_.size() - 2];
    }

    bool is_bracketed(Range r) const {
        return r.size() > 2 && a_.cp[r.begin] == U'(' && a_.cp[r.end - 1] == U')';
    }
    bool is_plain_unit(Range r) const {
        const auto unit = text::unit_at(a_, lex_, r.begin + 1, r.end - 1);
        return unit && unit->range.end + 1 == r.end && unit->scale == 1.0;
    }

    bool is_metric(Range r) const {
        const auto category = lex_.common().metric;
        for (std::uint32_t at = r.begin; category && at < r.end; ++at)
            if (const auto hit = lex_.at(*category, a_.cp, a_.flags, at); hit && hit->end <= r.end)
                return true;
        return false;
    }
    std::string_view column_key(Range r) const {
        const auto category = lex_.common().column;
        const auto key = category ? lex_.exact(*category, a_.view(r)) : std::nullopt;
        return key ? std::string_view(lex_.key(*category, *key)) : std::string_view();
    }

    void choose(std::vector<std::size_t>& chosen, std::size_t from) {
        if (chosen.size() == runs_.size()) return lay(chosen);
        for (std::size_t i = from; i < may_group_.size() && ways_ < 2; ++i) {
            chosen.push_back(may_group_[i]);
            choose(chosen, i + 1);
            chosen.pop_back();
        }
    }

    void lay(const std::vector<std::size_t>& chosen) {
        CompanyHeader header;
        header.has_years =
            !runs_.empty() || std::any_of(units_.begin(), units_.end(), [](Range r) { return !r.empty(); });
        std::size_t run = 0;
        for (std::size_t i = 0; i < labels_.size(); ++i) {
            const Range none{labels_[i].begin, labels_[i].begin};
            const bool group = run < chosen.size() && chosen[run] == i;
            const std::size_t width = group ? runs_[run].size() : 1;
            for (std::size_t k = 0; k < width; ++k) {
                const std::size_t column = header.labels.size();
                if (column >= columns_.size() || !may_stand(labels_[i], group, columns_[column])) return;
                header.labels.push_back(k == 0 ? labels_[i] : none);
                header.years.push_back(group ? runs_[run][k] : under(i));
            }
            run += group ? 1 : 0;
        }
        ++ways_;
        found_ = std::move(header);
    }

    bool may_stand(Range label, bool group, CellClass over) const {
        if (group) return over == CellClass::figure;
        const std::string_view key = column_key(label);
        if (key == "ticker") return over == CellClass::ticker;
        if (key == "name" || key == "rating") return over == CellClass::words;
        if (over == CellClass::figure) return true;
        return over == CellClass::words && !is_metric(label) && key != "price" && key != "market_cap";
    }

    const text::Atoms& a_;
    const lexicon::Lexicon& lex_;
    const std::vector<CellClass>& columns_;
    std::vector<Range> labels_, units_;    ///< as many units: of labels that have it in another line
    std::vector<std::vector<Range>> runs_; ///< of years that follow one another
    std::vector<std::int32_t> numbers_;    ///< of the last run
    std::vector<std::size_t> may_group_;
    bool in_years_ = false; ///< the last piece is a year
    int ways_ = 0;
    std::optional<CompanyHeader> found_;
};

} // namespace

std::optional<CompanyHeader> fit_header(const text::Atoms& atoms, const lexicon::Lexicon& lexicon,
                                        const std::vector<Range>& pieces,
                                        const std::vector<CellClass>& columns,
                                        const std::vector<Range>& behind) {
    return HeaderFitter(atoms, lexicon, columns).fit(pieces, behind);
}

} // namespace yanbao::layout
