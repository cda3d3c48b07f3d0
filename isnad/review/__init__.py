"""Review: what waits to be judged, what people decide, and the sheet by which judgements go out and come back."""
