//! Forms: what headings mean, as data.
