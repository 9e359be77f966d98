#include "yanbao/facts/market_reader.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

// Bounds on what one sentence can hold together, so that no text costs more than its length.
constexpr std::size_t most_market_names = 64;
constexpr std::size_t most_windows = 8;
constexpr std::size_t longest_market_bracket = 40; ///< in tokens

bool is_of_universe(const Token& t) {
    return t.term == Term::classification || t.term == Term::market || t.term == Term::level ||
           t.term == Term::suffix;
}

bool is_move(Term t) { return t == Term::up || t == Term::down || t == Term::move; }

} // namespace

void MarketReader::begin_section(std::span<const Token> title) {
    section_window_.reset();
    sector_.reset();
    for (const Token& token : title)
        if (token.term == Term::window && token.lasting)
            section_window_ = Window{token.window, token.range, true};
    first_window_ = section_window_;
}

void MarketReader::paragraph(std::span<const Token> tokens) {
    lasting_windows_.clear();
    if (section_window_) lasting_windows_.push_back(*section_window_);
    subject_.clear();
    last_index_.clear();
    of_stocks_ = own_pool_ = false;
    for (std::size_t from = 0; from < tokens.size();) {
        std::size_t stop = from;
        while (stop < tokens.size() && tokens[stop].term != Term::stop) ++stop;
        sentence(tokens.subspan(from, stop - from));
        from = stop + 1;
    }
}

void MarketReader::sentence(std::span<const Token> tokens) {
    tokens_ = tokens;
    windows_ = lasting_windows_;
    universe_.reset();
    pe_now_.reset();
    last_breadth_ = Term::unknown;
    blocked_ = own_pool_;
    other_ = sector_here_ = window_here_ = pe_ = ttm_ = pe_again_ = false;
    speaks_of_moves_ =
        std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return is_move(t.term); });
    for (std::size_t i = label_from_ = 0; i < tokens_.size();) i = take(i);
    end_clause();
    if (std::all_of(windows_.begin(), windows_.end(), [](const Window& w) { return w.lasting; }))
        lasting_windows_ = windows_;
}

// Takes the token and says which is next.
std::size_t MarketReader::take(std::size_t i) {
    const Token& token = tokens_[i];
    if (const std::size_t end = universe_end(i)) return end;
    switch (token.term) {
    case Term::comma:
        end_clause();
        label_from_ = i + 1;
        break;
    case Term::window: take_window(i); break;
    case Term::index:
    case Term::sector:
    case Term::classification:
    case Term::market:
    case Term::suffix:
    case Term::level:
    case Term::unknown: take_name(token); break;
    case Term::joint:
        if (!name_.empty() && names_.size() < most_market_names) names_.push_back(std::move(name_));
        name_.clear();
        break;
    case Term::up:
    case Term::down:
    case Term::move:
    case Term::above:
    case Term::below:
    case Term::excess:
    case Term::rank:
    case Term::pe:
    case Term::pe_ttm: take_measure(token.term); break;
    case Term::versus:
        name_subject();
        against_ = true;
        break;
    case Term::superlative: // "falls most, by 3 %" is of the subject; "the greatest rise has X" is not
        if (!explicit_ || !(i + 1 == tokens_.size() || is(i + 1, Term::comma))) blocked_ = true;
        break;
    case Term::ttm:
        ttm_ = true;
        pe_again_ = false;
        break;
    case Term::other:
    case Term::valuation:
        name_subject();
        other_ = true;
        measure_ = Term::unknown;
        break;
    case Term::own:
        own_pool_ = blocked_ = true;
        subject_.clear();
        break;
    case Term::stock:
        of_stocks_ = true;
        name_subject();
        if (measure_ == Term::up || measure_ == Term::down) breadth_ = measure_;
        measure_ = Term::unknown;
        break;
    case Term::flat: breadth_ = Term::flat; break;
    case Term::share: // "the share of those that rise" may be said as "rising, share"
        if (measure_ == Term::up || measure_ == Term::down) breadth_ = measure_;
        measure_ = Term::share;
        break;
    case Term::as_of: windows_.clear(); break;
    case Term::number: return take_number(i);
    case Term::open: return take_bracket(i);
    default: break;
    }
    return i + 1;
}

// A name is read without gaps: what stands apart from it begins another.
void MarketReader::take_name(const Token& token) {
    if (!name_.empty() && name_.back().range.end != token.range.begin) name_.clear();
    name_.push_back(token);
}

void MarketReader::take_measure(Term term) {
    const bool relative = against_ && (term == Term::up || term == Term::down || term == Term::move);
    if (against_)
        name_benchmark();
    else
        name_subject();
    if (relative) term = term == Term::up ? Term::above : term == Term::down ? Term::below : Term::excess;
    if (term == Term::pe || term == Term::pe_ttm) {
        pe_ = true;
        ttm_ = ttm_ || term == Term::pe_ttm;
        pe_again_ = term == Term::pe && pe_now_.has_value();
        return;
    }
    measure_ = term;
    against_ = !relative && (term == Term::above || term == Term::below);
}

// Windows of a valuation ("its mean of 2010-2023") are its own affair.
void MarketReader::take_window(std::size_t i) {
    if (pe_) return;
    const bool joined = i >= 2 && is(i - 1, Term::joint) && is(i - 2, Term::window);
    if (!joined || windows_.size() == most_windows) windows_.clear();
    windows_.push_back({tokens_[i].window, tokens_[i].range, tokens_[i].lasting});
    window_here_ = true;
    if (!first_window_ && tokens_[i].lasting) first_window_ = windows_.back();
}

std::size_t MarketReader::take_number(std::size_t i) {
    const Token& number = tokens_[i];
    std::size_t next = i + 1;
    if (is(i + 1, Term::above_figure)) {
        // "more than 3 %" is no figure of its own
    } else if (measure_ == Term::rank &&
               (number.dimension == Dimension::plain || number.dimension == Dimension::count)) {
        rank(i);
        measure_ = Term::unknown;
    } else if (pe_ && number.dimension == Dimension::multiple) {
        if (!against_) name_subject(); // a name right before it: its parts have PE of their own
        valuation(i);
    } else if (number.dimension == Dimension::count) {
        next = breadth(i);
    } else if (number.dimension == Dimension::share && measure_ == Term::share) {
        breadth_share(i);
    } else if (number.dimension == Dimension::share && measure_ != Term::unknown &&
               !(i > 0 && is(i - 1, Term::to))) {
        const Places values = value_list(i);
        if (against_) name_benchmark();
        is_move(measure_) ? moves(measure_, values) : excesses(measure_, values);
        measure_ = Term::unknown;
        next = values.back() + 1;
    } else if (number.dimension == Dimension::share && number.printed_sign && !pe_ && !name_.empty() &&
               !against_) {
        name_subject();
        moves(Term::move, {i});
    }
    label_from_ = next;
    return next;
}

// "(+4.7%)" behind a name is its move; "(TTM)" is of the valuation; everything else in brackets is an aside.
std::size_t MarketReader::take_bracket(std::size_t i) {
    const std::size_t end = std::min(tokens_.size(), i + longest_market_bracket);
    std::size_t close = i + 1;
    while (close < end && tokens_[close].term != Term::close) ++close;
    if (close == end || close == i + 1) return i + 1;
    for (std::size_t k = i + 1; k < close; ++k)
        if (tokens_[k].term == Term::ttm || tokens_[k].term == Term::pe_ttm) ttm_ = true, pe_again_ = false;
    const Token& inner = tokens_[i + 1];
    const bool lone = close == i + 2;
    if (lone && inner.term == Term::classification && !name_.empty() && is(close + 1, Term::suffix))
        return close + 2; // sector (SW) index: one name
    if (lone && inner.term == Term::number && inner.dimension == Dimension::share && inner.printed_sign &&
        speaks_of_moves_ && !pe_ && measure_ == Term::unknown && (!name_.empty() || !names_.empty())) {
        name_subject();
        if (std::all_of(subject_.begin(), subject_.end(), [](const auto& s) { return s.known; }))
            moves(Term::move, {i + 1});
    }
    return close + 1;
}

// "Among the 31 sectors of the first level": the sectors that a rank is one of; no subject.
std::size_t MarketReader::universe_end(std::size_t i) {
    if (i > 0 && is_of_universe(tokens_[i - 1])) return 0; // the run that it stands in was looked at
    bool level = false, framed = false;
    std::optional<std::size_t> count;
    std::size_t end = i;
    for (; end < tokens_.size(); ++end) {
        const Token& t = tokens_[end];
        if (t.term == Term::number && (t.dimension == Dimension::count || t.dimension == Dimension::plain) &&
            !count)
            count = end;
        else if (t.term == Term::level)
            level = true;
        else if (t.term == Term::suffix)
            framed = true;
        else if (!is_of_universe(t))
            break;
    }
    const bool universe = framed && (level || count || tokens_[i].term == Term::classification);
    if (!universe || end == tokens_.size()) return 0;
    if (tokens_[end].term == Term::within)
        ++end;
    else if (!(level || count) || (tokens_[end].term != Term::rank && tokens_[end].term != Term::ordinal))
        return 0;
    universe_ = count;
    return end;
}

std::size_t MarketReader::skip_fillers(std::size_t i) const {
    while (is(i, Term::filler) || is(i, Term::of)) ++i;
    return i;
}

void MarketReader::end_clause() {
    if (against_)
        name_.clear(), names_.clear();
    else
        name_subject();
    measure_ = breadth_ = Term::unknown;
    against_ = explicit_ = false;
    benchmark_.clear();
}

std::optional<MarketSubject> MarketReader::subject_of(const std::vector<Token>& name) const {
    if (name.empty()) return std::nullopt;
    if (!MarketSubjects::is_bare(name)) return subjects_.read(name);
    auto sector = sector_ ? sector_ : subjects_.own();
    if (sector) sector->range = {name.front().range.begin, name.back().range.end};
    return sector;
}

// What the sentence speaks of from here on.
void MarketReader::name_subject() {
    if (!name_.empty()) names_.push_back(std::move(name_));
    name_.clear();
    if (names_.empty()) return;
    std::vector<MarketSubject> read;
    for (const auto& name : names_)
        if (auto subject = subject_of(name)) read.push_back(std::move(*subject));
    const bool all = read.size() == names_.size();
    names_.clear();
    blocked_ = !all;
    if (!all) return;
    subject_ = std::move(read);
    explicit_ = true;
    other_ = own_pool_ = false;
    if (subject_.size() == 1 && !subject_.front().index) {
        sector_ = subject_.front();
        sector_here_ = true;
    }
}

void MarketReader::name_benchmark() {
    if (!name_.empty()) {
        const auto index = MarketSubjects::is_bare(name_) ? std::nullopt : subjects_.read(name_);
        benchmark_ = index ? index->name : std::string();
    }
    name_.clear();
    names_.clear();
    against_ = false;
}

} // namespace yanbao::facts
