"""Reference tables, published totals and subsidy rules, brought in as projects are."""
