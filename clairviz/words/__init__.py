"""Sentences, labels and tables for readers, computed from the answers of queries."""
