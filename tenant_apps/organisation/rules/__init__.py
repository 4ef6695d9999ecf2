"""Pure decisions about an organisation chart: its shape, the sheet it comes from, the changes it allows."""
