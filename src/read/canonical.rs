//! What calamine looks at in the parts of a workbook, in one spelling: files of one form are alike in it, whoever saved them.
//!
//! Calamine waits for elements by their names, each within another one, and asks them for attributes by name; every other element, text
//! and attribute it passes by, as long as it is well-formed. So what it passes by can be left out: the path, the window, the selection, the
//! revision that each sender's Excel writes; fills, borders and the colours of fonts, which it reads and nobody here asks for. A part that is not in
//! the plainest spelling, or in which elements stand where nobody writes them, has no such form.

use super::xml::{Event, Tag, Walk, each, has_named_entities_only, local};

/// An element that calamine waits for.
struct Heard {
    name: &'static str,
    /// Within which one it does, at whatever depth.
    within: &'static str,
    /// What it is asked for; an attribute `id` in any namespace.
    asked: &'static [&'static str],
    /// Nothing is made of it or of what is in it.
    is_passed_by: bool,
}

const fn heard(within: &'static str, name: &'static str, asked: &'static [&'static str]) -> Heard {
    Heard { name, within, asked, is_passed_by: false }
}

const fn passed_by(within: &'static str, name: &'static str) -> Heard {
    Heard { name, within, asked: &[], is_passed_by: true }
}

/// `Xlsx::read_workbook`: sheets in their order, and since when days are counted. Names of ranges are read; nobody here asks for them.
const WORKBOOK: [Heard; 3] = [
    heard("workbook", "sheet", &["name", "state", "id"]),
    heard("workbook", "workbookPr", &["date1904"]),
    passed_by("workbook", "definedName"),
];

/// `Xlsx::read_styles`: of each style its number format, its font's name, its indent.
const STYLES: [Heard; 9] = [
    heard("styleSheet", "numFmts", &[]),
    heard("numFmts", "numFmt", &["numFmtId", "formatCode"]),
    heard("styleSheet", "fonts", &[]),
    heard("fonts", "font", &[]),
    heard("font", "name", &["val"]),
    passed_by("styleSheet", "fills"),
    passed_by("styleSheet", "borders"),
    heard("styleSheet", "cellXfs", &[]),
    heard("cellXfs", "xf", &["numFmtId", "fontId"]),
];
/// The same, within a style.
const INDENT: Heard = heard("xf", "alignment", &["indent"]);

/// What is left of `xl/workbook.xml`.
pub(super) fn workbook(part: &[u8]) -> Option<Vec<u8>> {
    Some(Sieve::over(part, "workbook", &WORKBOOK)?.out)
}

/// What is left of `xl/styles.xml`, and how many styles it has.
pub(super) fn styles(part: &[u8]) -> Option<(Vec<u8>, usize)> {
    let sieve = Sieve::over(part, "styleSheet", &STYLES)?;
    Some((sieve.out, sieve.styles))
}

struct Sieve<'a> {
    all: &'a [Heard],
    /// The elements that are heard and open, each with its depth.
    open: Vec<(usize, &'static str)>,
    out: Vec<u8>,
    styles: usize,
}

impl<'a> Sieve<'a> {
    /// What is left of a part whose outermost element has this name.
    fn over(part: &[u8], root: &'static str, all: &'a [Heard]) -> Option<Sieve<'a>> {
        let mut walk = Walk::of(part)?;
        let Event::Open(tag) = walk.next()? else { return None };
        if tag.local() != root.as_bytes() || tag.is_empty {
            return None;
        }
        let mut sieve =
            Sieve { all, open: vec![(1, root)], out: Vec::with_capacity(part.len() / 4), styles: 0 };
        sieve.begin(root);
        sieve.out.push(b'>');
        loop {
            match walk.next()? {
                Event::Open(tag) => sieve.tag(&tag, &mut walk)?,
                Event::Close(_) => {
                    if let Some((depth, name)) = sieve.open.last().copied()
                        && walk.depth() + 1 == depth
                    {
                        sieve.open.pop();
                        sieve.close(name);
                    }
                }
                Event::End => return (walk.depth() == 0).then_some(sieve),
            }
        }
    }

    fn tag(&mut self, tag: &Tag, walk: &mut Walk) -> Option<()> {
        let name = tag.local();
        // Whose end would be taken for the end of the one that it stands in.
        if self.open.iter().any(|(_, open)| open.as_bytes() == name) {
            return None;
        }
        let within = self.open.last()?.1;
        let of_this_name = || self.all.iter().chain([&INDENT]).filter(|heard| heard.name.as_bytes() == name);
        let Some(heard) = of_this_name().find(|heard| heard.within == within) else {
            // In what holds nothing for calamine, it may go on waiting for what it waits for elsewhere.
            let holds_something = self.all.iter().chain([&INDENT]).any(|heard| heard.within == within);
            return (holds_something || of_this_name().next().is_none()).then_some(());
        };
        // One that says nothing is no other workbook's: Excel puts one of its own among its extensions.
        if heard.name == "workbookPr" && tag.attribute(b"date1904").is_none() {
            return Some(());
        }
        if heard.is_passed_by {
            return if has_named_entities_only(tag.attributes) { self.pass_by(tag, walk) } else { None };
        }
        tag.has_no_twins()?;
        if heard.name == "xf" {
            self.styles += 1;
        }
        self.begin(heard.name);
        each(tag.attributes, |name, value| {
            let is_asked = |asked: &&str| {
                name == asked.as_bytes() || *asked == "id" && name.contains(&b':') && local(name) == b"id"
            };
            if heard.asked.iter().any(is_asked) {
                self.out.push(b' ');
                self.out.extend_from_slice(name);
                self.out.extend_from_slice(b"=\"");
                self.out.extend_from_slice(value);
                self.out.push(b'"');
            }
            Some(())
        })?;
        if tag.is_empty {
            self.out.extend_from_slice(b"/>");
        } else {
            self.out.push(b'>');
            self.open.push((walk.depth(), heard.name));
        }
        Some(())
    }

    /// Walks to the end of an element in which nothing is that is waited for outside it.
    fn pass_by(&self, tag: &Tag, walk: &mut Walk) -> Option<()> {
        let depth = walk.depth();
        while !tag.is_empty && walk.depth() >= depth {
            match walk.next()? {
                Event::Open(inner) => {
                    let is_heard = |name: &str| inner.local() == name.as_bytes();
                    let is_waited_for = self.all.iter().chain([&INDENT]).any(|heard| is_heard(heard.name));
                    if is_waited_for || self.open.iter().any(|(_, open)| is_heard(open)) {
                        return None;
                    }
                }
                Event::Close(_) => {}
                Event::End => return None,
            }
        }
        Some(())
    }

    fn begin(&mut self, name: &str) {
        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
    }

    fn close(&mut self, name: &str) {
        self.out.extend_from_slice(b"</");
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
    }
}

/// Does the package say that its workbook is `xl/workbook.xml`, and nothing else?
pub(super) fn is_at_its_usual_place(relations: &[u8]) -> Option<()> {
    let (mut usual, mut others) = (0, 0);
    each_relation(relations, |tag| {
        if tag.attribute(b"Type").unwrap_or_default().ends_with(b"/relationships/officeDocument") {
            let is_usual = matches!(tag.attribute(b"Target")?, b"xl/workbook.xml" | b"/xl/workbook.xml");
            *(if is_usual { &mut usual } else { &mut others }) += 1;
        }
        Some(())
    })?;
    (usual == 1 && others == 0).then_some(())
}

/// What is left of `xl/_rels/workbook.xml.rels`: where the sheets are, in the order of their numbers.
pub(super) fn sheet_relations(part: &[u8]) -> Option<Vec<u8>> {
    let mut all: Vec<[&[u8]; 3]> = Vec::new();
    each_relation(part, |tag| {
        all.push([tag.attribute(b"Id")?, tag.attribute(b"Type")?, tag.attribute(b"Target")?]);
        Some(())
    })?;
    all.sort_unstable();
    // Which of two counts is not decided here.
    if all.windows(2).any(|pair| pair[0][0] == pair[1][0]) {
        return None;
    }
    let mut out = b"<Relationships>".to_vec();
    for [id, kind, target] in all {
        // Another one makes calamine refuse the workbook, as none does.
        if [&b"/worksheet"[..], b"/chartsheet", b"/dialogsheet"].iter().any(|end| kind.ends_with(end)) {
            for piece in [b"<Relationship Id=\"", id, b"\" Type=\"", kind, b"\" Target=\"", target, b"\"/>"] {
                out.extend_from_slice(piece);
            }
        }
    }
    out.extend_from_slice(b"</Relationships>");
    Some(out)
}

/// The relations of a part, one after the other.
fn each_relation<'a>(part: &'a [u8], mut take: impl FnMut(&Tag<'a>) -> Option<()>) -> Option<()> {
    let mut walk = Walk::of(part)?;
    match walk.next()? {
        Event::Open(tag) if tag.local() == b"Relationships" && !tag.is_empty => {}
        _ => return None,
    }
    loop {
        match walk.next()? {
            Event::Open(tag)
                if tag.local() == b"Relationship"
                    && (walk.depth() == 1 || walk.depth() == 2 && !tag.is_empty) =>
            {
                tag.has_no_twins()?;
                take(&tag)?;
            }
            Event::Open(_) => return None,
            Event::Close(_) => {}
            Event::End => return (walk.depth() == 0).then_some(()),
        }
    }
}
