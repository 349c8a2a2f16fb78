//! The workbook read back.
