"""From weights and prices to returns: simulation, costs and rules, statistics, studies."""
