#include "arrays.hpp"

#include "yanbao/backtest/holdings.hpp"
#include "yanbao/backtest/newey_west.hpp"
#include "yanbao/backtest/study.hpp"

#include <optional>

namespace yanbao::python {

namespace {

namespace factor = backtest::factor;
using Floats = py::array_t<double>;
using Codes = py::array_t<std::int32_t>;
using MaybeCodes = std::optional<py::array>;

factor::Cells cells_of(const py::array& values) {
    if (values.ndim() != 2)
        throw ShapeMismatch("shape of factor", 2, static_cast<std::size_t>(values.ndim()));
    return {static_cast<std::size_t>(values.shape(0)), static_cast<std::size_t>(values.shape(1))};
}

/// As many cells in another shape are other cells.
template<class T>
std::span<const T> like(const char* what, const py::array& values, const py::array& other) {
    const auto found = exact<T>(what, other, 2);
    for (const py::ssize_t side : {0, 1}) {
        if (other.shape(side) != values.shape(side))
            throw ShapeMismatch(what, static_cast<std::size_t>(values.shape(side)),
                                static_cast<std::size_t>(other.shape(side)));
    }
    return found;
}

std::span<const std::int32_t> maybe_like(const py::array& values, const MaybeCodes& group) {
    return group ? like<std::int32_t>("group", values, *group) : std::span<const std::int32_t>{};
}

Floats factor_treated(const py::array& values, const std::string& clip, double bound, const MaybeCodes& group,
                      const std::vector<py::array>& columns, bool residuals) {
    factor::Treatment treatment;
    if (clip == "mad")
        treatment.clip = factor::Clip::mad;
    else if (clip == "shares")
        treatment.clip = factor::Clip::shares;
    else if (!clip.empty())
        throw UnknownName("clipping", clip);
    treatment.bound = bound;
    treatment.residuals = residuals;
    const auto view_of_values = exact<double>("factor", values, 2);
    treatment.on.group = maybe_like(values, group);
    for (const auto& column : columns)
        treatment.on.columns.push_back(like<double>("exposure", values, column));
    std::vector<double> found;
    {
        const py::gil_scoped_release other_threads_run;
        found = factor::treated(view_of_values, cells_of(values), treatment);
    }
    return owned(std::move(found), shape_of(values));
}

Codes factor_buckets(const py::array& values, const std::string& cut, std::vector<double> bounds,
                     std::size_t least) {
    factor::Buckets buckets;
    if (cut == "widths")
        buckets.cut = factor::Cut::widths;
    else if (cut == "values")
        buckets.cut = factor::Cut::values;
    else if (cut != "shares")
        throw UnknownName("cut", cut);
    buckets.bounds = std::move(bounds);
    const auto cells = exact<double>("factor", values, 2);
    std::vector<std::int32_t> found;
    {
        const py::gil_scoped_release other_threads_run;
        found = factor::bucketed(cells, cells_of(values), buckets, least);
    }
    return owned(std::move(found), shape_of(values));
}

std::tuple<Floats, Floats, Codes> factor_ic(const py::array& values, const py::array& returns,
                                            std::size_t least, const MaybeCodes& group, std::size_t groups) {
    const auto cells = exact<double>("factor", values, 2);
    const auto earned = like<double>("returns", values, returns);
    const auto codes = maybe_like(values, group);
    factor::Coefficients found;
    {
        const py::gil_scoped_release other_threads_run;
        found = factor::coefficients(cells, earned, cells_of(values), codes, groups, least);
    }
    const Shape shape{values.shape(0), static_cast<py::ssize_t>(group ? groups : 1)};
    return {owned(std::move(found.pearson), shape), owned(std::move(found.rank), shape),
            owned(std::move(found.names), shape)};
}

Floats factor_autocorrelation(const py::array& values, const py::array& earlier, std::size_t least) {
    const auto cells = exact<double>("factor", values, 2);
    const auto before = exact<std::int32_t>("earlier", earlier);
    std::vector<double> found;
    {
        const py::gil_scoped_release other_threads_run;
        found = factor::rank_autocorrelation(cells, cells_of(values), before, least);
    }
    return owned(std::move(found), Shape{values.shape(0)});
}

std::tuple<Floats, Floats, Codes, Floats> bucket_returns(const py::array& bucket, const py::array& returns,
                                                         std::size_t buckets, std::size_t least) {
    const auto cells = exact<std::int32_t>("bucket", bucket, 2);
    const auto earned = like<double>("returns", bucket, returns);
    factor::BucketReturns found;
    {
        const py::gil_scoped_release other_threads_run;
        found = factor::bucket_returns(cells, earned, cells_of(bucket), buckets, least);
    }
    const Shape shape{bucket.shape(0), static_cast<py::ssize_t>(buckets)};
    return {owned(std::move(found.mean), shape), owned(std::move(found.error), shape),
            owned(std::move(found.names), shape), owned(std::move(found.all), Shape{bucket.shape(0)})};
}

Floats bucket_newcomers(const py::array& bucket, const py::array& earlier, std::size_t buckets) {
    const auto cells = exact<std::int32_t>("bucket", bucket, 2);
    const auto before = exact<std::int32_t>("earlier", earlier);
    std::vector<double> found;
    {
        const py::gil_scoped_release other_threads_run;
        found = factor::newcomers(cells, cells_of(bucket), before, buckets);
    }
    return owned(std::move(found), Shape{bucket.shape(0), static_cast<py::ssize_t>(buckets)});
}

Floats factor_weights(const py::array& values) {
    const auto cells = exact<double>("factor", values, 2);
    std::vector<double> found;
    {
        const py::gil_scoped_release other_threads_run;
        found = factor::weights(cells, cells_of(values));
    }
    return owned(std::move(found), shape_of(values));
}

std::pair<double, double> newey_west(const py::array& values, std::size_t lag) {
    const auto found = backtest::newey_west(exact<double>("values", values), lag);
    return {found.mean, found.error};
}

} // namespace

void bind_factor(py::module_& m) {
    const auto values = py::arg("values"), returns = py::arg("returns"), bucket = py::arg("bucket");
    const auto least = py::arg("least"), earlier = py::arg("earlier"), buckets = py::arg("buckets");
    const auto group = py::arg("group") = py::none();
    const auto groups = py::arg("groups") = 1;
    m.def("factor_treated", factor_treated, values, py::arg("clip") = "", py::arg("bound") = 0.0, group,
          py::arg("columns") = std::vector<py::array>{}, py::arg("residuals") = false,
          "Values of each date, clipped (`mad`, `shares`) and less what groups and columns explain.");
    m.def("factor_buckets", factor_buckets, values, py::arg("cut"), py::arg("bounds"), least,
          "Bucket of each value on its date from 1 on, 0 for none; bounds are `shares` of the names, so many "
          "equal `widths`, or `values`.");
    m.def("even_shares", factor::even_shares, py::arg("count"), "Bounds of buckets of as many names each.");
    m.def("factor_ic", factor_ic, values, returns, least, group, groups,
          "Pearson's and Spearman's correlation on each date and in each group, and the number of names.");
    m.def("factor_autocorrelation", factor_autocorrelation, values, earlier, least,
          "Rank correlation of each date with the one that `earlier` names, -1 for none.");
    m.def("bucket_returns", bucket_returns, bucket, returns, buckets, least,
          "Mean, standard error and number of the returns of each bucket by date, and the mean of all.");
    m.def("bucket_newcomers", bucket_newcomers, bucket, earlier, buckets,
          "Share of each bucket's names that were not in it on the date that `earlier` names.");
    m.def("factor_weights", factor_weights, values,
          "Weights of gross 1 by the values of each date less their mean.");
    m.def("newey_west", newey_west, values, py::arg("lag"),
          "Mean and its standard error, by Newey and West with so many lags.");
}

} // namespace yanbao::python
