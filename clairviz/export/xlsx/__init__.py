"""Workbooks that go on calculating."""
