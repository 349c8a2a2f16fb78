//! Pretty-printed JSON, part by part: small parts through serde, large ones as bytes that are printed already.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Bytes of indentation, as many as the deepest part needs; longer ones are written in pieces.
const BLANKS: [u8; 64] = [b' '; 64];
/// Blanks a level, as serde_json's own printer.
const STEP: usize = 2;

/// Prints into any writer. An object or array is opened, filled and closed by one call.
pub(super) struct Pretty<W> {
    out: W,
    depth: usize,
    /// Nothing stands yet in the object or array at hand.
    empty: bool,
}

impl<W: Write> Pretty<W> {
    pub fn new(out: W) -> Pretty<W> {
        Pretty::at(out, 0)
    }

    /// A part of a larger text, so deep in it.
    pub fn at(out: W, depth: usize) -> Pretty<W> {
        Pretty { out, depth, empty: true }
    }

    /// How deep the value at hand stands.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// `{ … }` in this place.
    pub fn object(&mut self, fill: impl FnOnce(&mut Pretty<W>) -> io::Result<()>) -> io::Result<()> {
        self.brackets([b"{", b"}"], fill)
    }

    /// `[ … ]` in this place.
    pub fn array(&mut self, fill: impl FnOnce(&mut Pretty<W>) -> io::Result<()>) -> io::Result<()> {
        self.brackets([b"[", b"]"], fill)
    }

    fn brackets(
        &mut self,
        [open, close]: [&[u8]; 2],
        fill: impl FnOnce(&mut Pretty<W>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.out.write_all(open)?;
        (self.depth, self.empty) = (self.depth + 1, true);
        fill(self)?;
        self.depth -= 1;
        if !std::mem::replace(&mut self.empty, false) {
            new_line(&mut self.out, self.depth)?;
        }
        self.out.write_all(close)
    }

    /// The beginning of an element of an array; its value must follow.
    pub fn next(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.empty, false) {
            self.out.write_all(b",")?;
        }
        new_line(&mut self.out, self.depth)
    }

    /// The beginning of an entry of an object; its value must follow.
    pub fn key(&mut self, key: &str) -> io::Result<()> {
        self.next()?;
        serde_json::to_writer(&mut self.out, key)?;
        self.out.write_all(b": ")
    }

    /// A value in this place.
    pub fn value(&mut self, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        let shape = Indented { depth: self.depth, empty: true };
        Ok(value.serialize(&mut Serializer::with_formatter(&mut self.out, shape))?)
    }

    /// A key with its value.
    pub fn entry(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        self.key(key)?;
        self.value(value)
    }

    /// A key with a list, its elements printed one after the other.
    pub fn list<T>(
        &mut self,
        key: &str,
        of: impl IntoIterator<Item = T>,
        mut print: impl FnMut(&mut Pretty<W>, T) -> io::Result<()>,
    ) -> io::Result<()> {
        self.key(key)?;
        self.array(|out| {
            of.into_iter().try_for_each(|one| {
                out.next()?;
                print(out, one)
            })
        })
    }

    /// Bytes that are a part of a value as it is to be printed here.
    pub fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }

    /// The end of the file.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }
}

fn new_line(out: &mut (impl Write + ?Sized), depth: usize) -> io::Result<()> {
    out.write_all(b"\n")?;
    let mut left = depth * STEP;
    while left > 0 {
        let now = left.min(BLANKS.len());
        out.write_all(&BLANKS[..now])?;
        left -= now;
    }
    Ok(())
}

/// serde_json's pretty printer, beginning at a depth.
struct Indented {
    depth: usize,
    empty: bool,
}

impl Indented {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        (self.depth, self.empty) = (self.depth + 1, true);
        out.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if !self.empty {
            new_line(out, self.depth)?;
        }
        out.write_all(bracket)
    }

    fn next<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        new_line(out, self.depth)
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.empty = false;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.empty = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Pretty;

    /// Prints a value with this printer down to a depth, and through serde below it.
    fn print(out: &mut Pretty<&mut Vec<u8>>, value: &Value, levels: usize) {
        match value {
            Value::Object(map) if levels > 0 => out.object(|out| {
                map.iter().try_for_each(|(key, value)| {
                    out.key(key)?;
                    print(out, value, levels - 1);
                    Ok(())
                })
            }),
            Value::Array(list) if levels > 0 => out.array(|out| {
                list.iter().try_for_each(|value| {
                    out.next()?;
                    print(out, value, levels - 1);
                    Ok(())
                })
            }),
            other => out.value(other),
        }
        .unwrap();
    }

    #[test]
    fn it_prints_as_serde_json_does() {
        let value = json!({
            "a": [], "b": {}, "c": [1, "x\n\"", null, [], {}, [[2]]],
            "d": { "e": { "f": [true, { "g": [{}, []] }] }, "h": "đ" },
        });
        let expected = serde_json::to_string_pretty(&value).unwrap() + "\n";
        for levels in 0..8 {
            let mut bytes = Vec::new();
            let mut out = Pretty::new(&mut bytes);
            print(&mut out, &value, levels);
            out.finish().unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{levels}");
        }
    }
}
