"""What every endpoint for programs stands on: a write asked for twice happens once, a long list comes in pages."""
