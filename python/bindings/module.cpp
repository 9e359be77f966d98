#include "pybind.hpp"

// Every value of the core is immutable once made, so threads need no lock to share one.
PYBIND11_MODULE(_core, m, pybind11::mod_gil_not_used()) {
    using namespace yanbao::python;
    m.doc() = "The C++ core of yanbao; the package's own modules check arguments before they get here.";
    m.attr("__version__") = YANBAO_VERSION;
    bind_errors(m);
    bind_base(m);
    bind_lexicon(m);
    bind_names(m);
    bind_table(m);
    bind_pdf(m);
    bind_report(m);
    bind_metrics(m);
    bind_screen(m);
    bind_panel(m);
    bind_panel_themes(m);
    bind_backtest(m);
    bind_weights(m);
    bind_statistics(m);
    bind_factor(m);
}
