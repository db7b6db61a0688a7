"""The rule itself: pure functions from an application to a quote."""
