"""The fleet: versions of all regions, the base schema new ones are copied from, and one act that migrates all."""
