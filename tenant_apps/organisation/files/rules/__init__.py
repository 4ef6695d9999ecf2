"""Pure decisions about files of a structure: how it is drawn, and what an untidy sheet means."""
