"""Places named in an article, and the entry of the gazetteer that each one is."""
