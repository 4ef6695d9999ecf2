"""Pure decisions about a draft: what its steps make of a chart, how they are written down, what may be undone."""
