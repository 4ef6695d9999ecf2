"""The interface: base page, components, template tags and assets."""
