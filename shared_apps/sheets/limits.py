"""How much a sheet may hold. Sized for a region of 40,000 people with room to spare. Pure."""

MEGABYTE = 1024 * 1024
MAX_UPLOAD = 20 * MEGABYTE
MAX_UNPACKED = 50 * MEGABYTE
MAX_RATIO = 100
MAX_ENTRIES = 2000
MAX_ROWS = 200_000
MAX_COLUMNS = 256
MAX_CELLS = 4_000_000
MAX_MARKS = 200_000  # cells in error, formulas without a value and numbers too long for one
MAX_CELL_TEXT = 32_767  # what a spreadsheet program itself allows
MAX_TEXT = 48_000_000  # bytes in one table: a shared text repeated in every cell is counted each time
CHILD_MEMORY = 352 * MEGABYTE  # of address space, so that with the worker it stays under 512
CHILD_CPU_SECONDS = 60
CHILD_WALL_SECONDS = 120
