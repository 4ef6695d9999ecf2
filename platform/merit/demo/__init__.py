"""The demo: invented data of two regions, and the main job run over it."""
