"""Benchmarks: corpora, and what is timed on them. Not part of the tests' verdict."""
