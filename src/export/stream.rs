//! Large parts of the JSON, printed from the plan as it stands and never made into a tree of values.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::domain::Origin;
use crate::workbook::Address;

/// An object whose one large part is printed as it stands; only the small ones are values.
pub(super) struct Parted<T> {
    pub(super) head: Value,
    pub(super) middle: (&'static str, T),
    pub(super) tail: Value,
}

impl<T: Serialize> Serialize for Parted<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in self.head.as_object().into_iter().flatten() {
            map.serialize_entry(key, value)?;
        }
        map.serialize_entry(self.middle.0, &self.middle.1)?;
        for (key, value) in self.tail.as_object().into_iter().flatten() {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// Cells, printed from the plan's own texts: a country has millions.
pub(super) struct Sources<'a>(pub(super) &'a [Origin]);

impl Serialize for Sources<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Located))
    }
}

/// A cell with all that leads to it.
pub(super) struct Located<'a>(pub(super) &'a Origin);

impl Serialize for Located<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("file", &*self.0.file)?;
        map.serialize_entry("sheet", &*self.0.sheet)?;
        map.serialize_entry("cell", &Shown(self.0.cell))?;
        map.serialize_entry("department", &*self.0.department)?;
        map.serialize_entry("sha256", &*self.0.sha256)?;
        map.end()
    }
}

/// An address as people write it, without a text of its own.
struct Shown(Address);

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
