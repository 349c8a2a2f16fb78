//! Test builders: text grids as workbooks, expected findings as marks under cells.
