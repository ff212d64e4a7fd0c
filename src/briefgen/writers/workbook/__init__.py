"""Workbooks: one module for the cells of each sheet, one for the package around them."""
