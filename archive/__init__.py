"""The deployments archive: raw captures in, a static site out."""
