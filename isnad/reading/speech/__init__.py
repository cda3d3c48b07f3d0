"""Who is cited, for what, through whom."""
