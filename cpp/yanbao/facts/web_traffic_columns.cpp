#include "yanbao/facts/web_traffic_columns.hpp"

#include "yanbao/facts/meta_words.hpp"
#include "yanbao/facts/web_traffic_change.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>
#include <vector>

namespace yanbao::facts {

namespace {

using lexicon::is_digit;
using table::Grid;
using text::Range;

struct TrafficContent {
    std::uint32_t filled = 0, changes = 0, times = 0, numbers = 0, texts = 0;
    bool mostly(std::uint32_t n) const noexcept { return filled > 0 && 3 * n >= 2 * filled; }
};

class TrafficBinder {
  public:
    TrafficBinder(const Context& context, const Grid& grid)
        : c_(context), grid_(grid), words_(context, "traffic_column"), topic_(context, "traffic_topic"),
          units_(context, "visit_unit"), content_(grid.columns) {}

    bool fits_all(const TrafficColumns& c) {
        columns_.first_row = first_body_row();
        if (columns_.first_row != 0) return false;
        look();
        const auto holds = [&](std::string_view key, const std::optional<std::uint32_t>& column) {
            return !column || (*column < grid_.columns && fits(key, content_[*column]));
        };
        return holds("app", c.app) && holds("category", c.category) && holds("visits", c.visits) &&
               holds("change", c.change) && holds("duration", c.duration);
    }

    std::optional<TrafficColumns> run() {
        if (grid_.columns < 3 || grid_.rows.size() < 2) return std::nullopt;
        columns_.first_row = first_body_row();
        if (columns_.first_row >= grid_.rows.size()) return std::nullopt;
        look();
        for (std::uint32_t i = 0; i < grid_.columns; ++i) by_header(i);
        const bool named = columns_.visits.has_value();
        by_content();
        const bool moving = columns_.change || columns_.duration;
        if (!columns_.app || !columns_.visits || !moving) return std::nullopt;
        if (!named && !(columns_.change && columns_.duration && on_topic())) return std::nullopt;
        columns_.scale = scale();
        return columns_;
    }

  private:
    Range cell(std::uint32_t row, std::uint32_t column) const {
        return table::cell(c_.document, grid_, row, column);
    }
    bool is_change(Range r) const { return printed_change(c_.document.atoms, r).has_value(); }

    // The first row with a change or a time in it; above it are titles and headers.
    std::uint32_t first_body_row() const {
        for (std::uint32_t r = 0; r < grid_.rows.size(); ++r)
            for (std::uint32_t i = 0; i < grid_.columns; ++i)
                if (is_change(cell(r, i)) || seconds_in(c_.document.atoms, cell(r, i))) return r;
        return static_cast<std::uint32_t>(grid_.rows.size());
    }

    void look() {
        for (std::uint32_t r = columns_.first_row; r < grid_.rows.size(); ++r)
            for (std::uint32_t i = 0; i < grid_.columns; ++i) {
                const Range at = cell(r, i);
                if (at.empty()) continue;
                TrafficContent& content = content_[i];
                ++content.filled;
                if (is_change(at))
                    ++content.changes;
                else if (seconds_in(c_.document.atoms, at))
                    ++content.times;
                else if (text::number_at(c_.document.atoms, at.begin, at.end))
                    ++content.numbers;
                else
                    ++content.texts;
            }
    }

    // The header's own words, its bracketed unit left out.
    Range header(std::uint32_t row, std::uint32_t column) const {
        const Range at = cell(row, column);
        const auto bracket = c_.document.view(at).find(U'(');
        return bracket == std::u32string_view::npos
                   ? at
                   : Range{at.begin, at.begin + static_cast<std::uint32_t>(bracket)};
    }

    void by_header(std::uint32_t column) {
        for (std::uint32_t r = columns_.first_row; r-- > 0;) {
            const Range at = header(r, column);
            auto key = words_.whole(at);
            if (!key) {
                const auto hits = words_.in(at);
                const auto longest =
                    std::max_element(hits.begin(), hits.end(), [](const auto& a, const auto& b) {
                        return a.end - a.begin < b.end - b.begin;
                    });
                if (longest != hits.end() && 2 * (longest->end - longest->begin) >= at.size())
                    key = longest->key;
            }
            if (!key) continue;
            auto& slot = slot_of(words_.key(*key));
            if (!slot && fits(words_.key(*key), content_[column])) slot = column;
            return;
        }
    }

    std::optional<std::uint32_t>& slot_of(std::string_view key) {
        if (key == "app") return columns_.app;
        if (key == "category") return columns_.category;
        if (key == "visits") return columns_.visits;
        return key == "change" ? columns_.change : columns_.duration;
    }

    static bool fits(std::string_view key, const TrafficContent& content) {
        if (key == "app" || key == "category") return content.mostly(content.texts);
        if (key == "visits") return content.mostly(content.numbers);
        return content.mostly(key == "change" ? content.changes : content.times);
    }

    bool taken(std::uint32_t column) const {
        for (const auto& slot :
             {columns_.app, columns_.category, columns_.visits, columns_.change, columns_.duration})
            if (slot == column) return true;
        return false;
    }

    void by_content() {
        for (std::string_view key : {"change", "duration", "visits", "app", "category"}) {
            auto& slot = slot_of(key);
            for (std::uint32_t i = 0; i < grid_.columns && !slot; ++i)
                if (!taken(i) && fits(key, content_[i])) slot = i;
        }
    }

    bool on_topic() const {
        if (topic_.any_in(grid_.caption)) return true;
        for (std::uint32_t r = 0; r < columns_.first_row; ++r)
            for (std::uint32_t i = 0; i < grid_.columns; ++i)
                if (topic_.any_in(cell(r, i))) return true;
        return topic_.any_in(grid_.note) || topic_.any_in(line_above());
    }

    Range line_above() const {
        for (std::uint32_t i = grid_.block; i-- > 0;) {
            const auto& block = c_.document.blocks[i];
            if (block.kind != layout::BlockKind::furniture)
                return block.atoms.size() < 60 ? block.atoms : Range{};
        }
        return {};
    }

    std::optional<double> scale() const {
        for (std::uint32_t r = columns_.first_row; r-- > 0;)
            if (const auto unit = unit_in(cell(r, *columns_.visits))) return unit;
        if (const auto unit = unit_in(grid_.caption)) return unit;
        return unit_in(line_above());
    }

    // (M), (百万次), /百万: in brackets or behind a stroke
    std::optional<double> unit_in(Range r) const {
        const auto& a = c_.document.atoms;
        for (std::uint32_t i = r.begin; i < r.end; ++i) {
            if (a.cp[i] != U'(' && a.cp[i] != U'/' && a.cp[i] != U':' && a.cp[i] != U',') continue;
            std::uint32_t end = i + 1;
            while (end < r.end && a.cp[end] != U')' && a.cp[end] != U',') ++end;
            if (const auto unit = units_.whole({i + 1, end})) return units_.number(*unit, "scale");
        }
        return std::nullopt;
    }

    const Context& c_;
    const Grid& grid_;
    Words words_, topic_, units_;
    std::vector<TrafficContent> content_;
    TrafficColumns columns_;
};

} // namespace

std::optional<TrafficColumns> traffic_columns(const Context& context, const Grid& grid) {
    return TrafficBinder(context, grid).run();
}

bool goes_on(const Context& context, const Grid& grid, const TrafficColumns& columns) {
    return TrafficBinder(context, grid).fits_all(columns);
}

std::optional<std::int64_t> seconds_in(const text::Atoms& a, Range cell) {
    std::int64_t parts[3] = {0, 0, 0};
    std::uint32_t count = 0, digits = 0;
    if (cell.empty() || cell.size() > 10) return std::nullopt;
    for (std::uint32_t i = cell.begin; i < cell.end; ++i) {
        if (is_digit(a.cp[i])) {
            if (++digits > 2) return std::nullopt;
            parts[count] = parts[count] * 10 + static_cast<std::int64_t>(a.cp[i] - U'0');
        } else if (a.cp[i] == U':' && digits > 0 && count < 2) {
            ++count;
            digits = 0;
        } else {
            return std::nullopt;
        }
    }
    if (count == 0 || digits != 2) return std::nullopt;
    if (count == 1) parts[2] = parts[1], parts[1] = parts[0], parts[0] = 0;
    if (parts[1] > 59 || parts[2] > 59) return std::nullopt;
    return parts[0] * 3600 + parts[1] * 60 + parts[2];
}

} // namespace yanbao::facts
