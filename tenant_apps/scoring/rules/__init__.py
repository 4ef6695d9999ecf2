"""Pure decisions of scoring in a region: order of schemes, cells of a results sheet, what changed, what may be set."""
