//! Whole documents set with a ruler instead of a font.
