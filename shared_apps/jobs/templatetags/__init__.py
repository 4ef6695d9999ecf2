"""Tags for pages that show a job."""
