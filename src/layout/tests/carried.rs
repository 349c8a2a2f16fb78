//! Totals carried from page to page.
