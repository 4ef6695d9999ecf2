"""Pure decisions about people: who is whose superior, what a sheet says, what it changes."""
