//! x
mod legacy;
mod syllable;
mod text;
