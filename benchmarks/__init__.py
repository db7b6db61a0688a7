"""Speed as ratios within one run, and synthetic data of any size. Not part of the product."""
