//! What calamine says of a workbook in which no cell was left to it, remembered by all that it looks at: the same bytes, the same answer.
//!
//! A form that goes out to every department comes back with other figures, paths, windows and merged ranges, but with the same sheets
//! and styles. So calamine is given a workbook of these alone, in one spelling ([`canonical`]), and asked once a form, not once a file.

use std::cell::RefCell;
use std::hash::Hasher;
use std::io::Cursor;
use std::rc::Rc;
use std::sync::Arc;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};

use super::canonical;
use super::cut::Cut;
use super::grid::Look;
use super::lexicon::kept;
use super::plain::marked;
use super::repack::Pack;
use super::stream::{Book, Kept, Stream};
use crate::domain::key::QuickHasher;

/// All that calamine is asked about such a workbook.
pub(super) struct Said {
    pub(super) looks: Vec<Look>,
    pub(super) is_1904: bool,
    /// What numbers are: without a style, of each style, and of a style that there is not.
    pub(super) kinds: Vec<Kept>,
    pub(super) sheets: Vec<SaidSheet>,
}

/// One sheet of it.
pub(super) struct SaidSheet {
    pub(super) name: Arc<str>,
    pub(super) hidden: bool,
    /// The number in its first cell.
    pub(super) marker: f64,
}

/// A workbook that was asked about.
struct Known {
    digest: u64,
    form: Form,
    said: Rc<Said>,
}

/// What calamine looks at in a workbook.
#[derive(PartialEq, Eq)]
struct Form {
    workbook: Vec<u8>,
    /// Of the workbook to its sheets.
    relations: Vec<u8>,
    styles: Option<Vec<u8>>,
    count_of_styles: usize,
    /// Texts that were left to calamine, though no cell shows them.
    texts: Option<Vec<u8>>,
    /// Names of the sheets' parts, in order, each behind a zero byte.
    sheets: Vec<u8>,
}

/// So many forms are remembered, the last one first.
const MOST: usize = 16;
/// Larger ones are not remembered.
const LARGEST: usize = 64 << 10;
/// Nor are workbooks of more styles taken apart: Excel itself has 65,490, a form has a hundred.
const MOST_STYLES: usize = 4096;

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const STYLES: &str = "xl/styles.xml";
const TEXTS: &str = "xl/sharedStrings.xml";
const PACKAGE: &str = "_rels/.rels";

thread_local! {
    static KNOWN: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

/// What calamine says of a workbook of which no cell was left; `None` where anything is out of the ordinary.
pub(super) fn said(cut: &Cut) -> Option<Rc<Said>> {
    let form = Form::of(cut)?;
    let digest = form.digest();
    let found = KNOWN.with_borrow_mut(|all| {
        let at = all.iter().position(|known| known.digest == digest && known.form == form)?;
        all[..=at].rotate_right(1);
        Some(Rc::clone(&all[0].said))
    });
    if found.is_some() {
        return found;
    }
    let said = Rc::new(form.asked(cut)?);
    if form.size() <= LARGEST {
        let known = Known { digest, form, said: Rc::clone(&said) };
        KNOWN.with_borrow_mut(|all| {
            all.truncate(MOST - 1);
            all.insert(0, known);
        });
    }
    Some(said)
}

impl Form {
    /// `None` where a part is out of the ordinary, or not where it usually is.
    fn of(cut: &Cut) -> Option<Form> {
        let part = |name| only(cut.pack, name);
        canonical::is_at_its_usual_place(part(PACKAGE)??)?;
        let (styles, count_of_styles) = match part(STYLES)? {
            None => (None, 0),
            Some(styles) => {
                let (styles, count) = canonical::styles(styles)?;
                (Some(styles), count)
            }
        };
        if count_of_styles > MOST_STYLES {
            return None;
        }
        let mut sheets = Vec::new();
        for sheet in &cut.sheets {
            only(cut.pack, sheet.part)?;
            sheets.push(0);
            sheets.extend_from_slice(sheet.part.as_bytes());
        }
        Some(Form {
            workbook: canonical::workbook(part(WORKBOOK)??)?,
            relations: canonical::sheet_relations(part(RELATIONS)??)?,
            styles,
            count_of_styles,
            texts: cut.texts.rest().map(<[u8]>::to_vec),
            sheets,
        })
    }

    fn parts(&self) -> [&[u8]; 5] {
        let [styles, texts] = [&self.styles, &self.texts].map(|part| part.as_deref().unwrap_or_default());
        [&self.workbook, &self.relations, styles, texts, &self.sheets]
    }

    fn size(&self) -> usize {
        self.parts().iter().map(|part| part.len()).sum()
    }

    fn digest(&self) -> u64 {
        let mut hasher = QuickHasher::default();
        self.parts().iter().for_each(|part| hasher.write(part));
        hasher.finish()
    }

    /// The workbook that calamine is given. Its first sheet shows what numbers of all styles are.
    fn file(&self, cut: &Cut) -> Vec<u8> {
        const PACKAGE_RELATIONS: &[u8] = b"<Relationships><Relationship Id=\"a\" Type=\"/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
        let mut pack = Pack::default();
        pack.add(PACKAGE, PACKAGE_RELATIONS);
        pack.add(WORKBOOK, &self.workbook);
        pack.add(RELATIONS, &self.relations);
        self.styles.iter().for_each(|styles| pack.add(STYLES, styles));
        self.texts.iter().for_each(|texts| pack.add(TEXTS, texts));
        for (marker, sheet) in cut.sheets.iter().enumerate() {
            let mut cells = b"<worksheet><sheetData>".to_vec();
            let styles = (0..=self.count_of_styles).map(|style| u16::try_from(style).ok());
            let shown = if marker == 0 { usize::MAX } else { 0 };
            marked(&mut cells, marker, [None].into_iter().chain(styles).take(shown));
            cells.extend_from_slice(b"</sheetData></worksheet>");
            pack.add(sheet.part, &cells);
        }
        pack.finish()
    }

    fn asked(&self, cut: &Cut) -> Option<Said> {
        let file = self.file(cut);
        let mut book: Book = Xlsx::new(Cursor::new(&*file)).ok()?;
        let is_1904 = book.has_1904_epoch();
        let mut said = Said { looks: Vec::new(), is_1904, kinds: Vec::new(), sheets: Vec::new() };
        for meta in book.sheets_metadata().to_vec() {
            if meta.typ != SheetType::WorkSheet {
                continue;
            }
            if said.sheets.iter().any(|sheet| *sheet.name == *meta.name) {
                return None;
            }
            let mut stream = Stream::open(&mut book, &meta.name, &mut said.looks).ok()?;
            let marker = stream.marker()?;
            if marker == 0.0 {
                said.kinds = stream.kinds(self.count_of_styles + 2)?;
            }
            if !matches!(stream.reader.next_cell(), Ok(None)) {
                return None;
            }
            drop(stream);
            let hidden = meta.visible != SheetVisible::Visible;
            said.sheets.push(SaidSheet { name: kept(&meta.name), hidden, marker });
        }
        Some(said)
    }
}

/// A part by its name, in whatever letters, as calamine looks for it. Nothing outside where there are several, nothing within where there is
/// none.
fn only<'a>(pack: &'a Pack, name: &str) -> Option<Option<&'a [u8]>> {
    let mut found = None;
    for (part, bytes) in pack.parts() {
        if part.name.contains('\\') || part.name.eq_ignore_ascii_case(name) && found.replace(bytes).is_some()
        {
            return None;
        }
    }
    Some(found)
}

impl Stream<'_, '_> {
    /// The first cells of a sheet of the small workbook: its marker, and what numbers of its styles are.
    pub(super) fn opening(&mut self, cut: &Cut) -> Option<(f64, Vec<Kept>)> {
        let marker = self.marker()?;
        let kinds = self.kinds(cut.sheet(marker)?.plain.styles.len())?;
        Some((marker, kinds))
    }

    fn marker(&mut self) -> Option<f64> {
        match self.reader.next_cell() {
            Ok(Some(cell)) => match cell.get_value() {
                DataRef::Float(number) => Some(*number),
                _ => None,
            },
            _ => None,
        }
    }

    /// What the next so many numbers are.
    fn kinds(&mut self, count: usize) -> Option<Vec<Kept>> {
        let mut kind = || match self.reader.next_cell() {
            Ok(Some(cell)) => Some(Kept::of(cell.get_value())),
            _ => None,
        };
        (0..count).map(|_| kind()).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read, Write};
    use std::rc::Rc;

    use rust_xlsxwriter::{Format, Workbook};
    use zip::write::SimpleFileOptions;
    use zip::{DateTime, ZipArchive, ZipWriter};

    use super::{MOST, Said, said};
    use crate::domain::settings::Limits;
    use crate::read::container::Container;
    use crate::read::cut::cut;
    use crate::read::one::{read_one, read_whole};

    fn workbook(format: &str, number: f64, rows: u32) -> Vec<u8> {
        let mut maker = Workbook::new();
        for (name, more) in [("Biểu 1", 0.0), ("Biểu 2", 1.0)] {
            let sheet = maker.add_worksheet().set_name(name).unwrap();
            let look = Format::new().set_num_format(format).set_font_name("Arial").set_indent(1);
            for row in 0..rows {
                sheet.write_with_format(row, 0, number, &look).unwrap();
                sheet.write_with_format(row, 1, "chữ", &look).unwrap();
                sheet.write(row, 2, number + more).unwrap();
            }
            sheet.merge_range(rows, 0, rows, 1, "gộp", &Format::new()).unwrap();
        }
        maker.save_to_buffer().unwrap()
    }

    fn asked(bytes: &[u8]) -> Option<Rc<Said>> {
        said(&cut(&Container::open(bytes, &Limits::default()).unwrap()).unwrap())
    }

    /// The same workbook with other parts, in another order, packed at another time.
    fn repacked(bytes: &[u8], year: u16, part: impl Fn(&str, String) -> String) -> Vec<u8> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let options = SimpleFileOptions::default()
            .last_modified_time(DateTime::from_date_and_time(year, 9, 25, 8, 0, 0).unwrap());
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        let mut order: Vec<usize> = (0..zip.len()).collect();
        order.rotate_left(usize::from(year) % zip.len());
        for index in order {
            let mut file = zip.by_index(index).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            out.start_file(&*name, options).unwrap();
            out.write_all(part(&name, text).as_bytes()).unwrap();
        }
        out.finish().unwrap().into_inner()
    }

    /// The workbook as a person's Excel saves it: with a path, a revision, a window, a selection and styles of its own.
    fn saved(bytes: &[u8], person: u16) -> Vec<u8> {
        let path = format!(
            "<mc:AlternateContent xmlns:mc=\"m\"><mc:Choice Requires=\"x15\"><x15ac:absPath url=\"C:\\Users\\{person} &amp; con\\\" xmlns:x15ac=\"a\"/></mc:Choice></mc:AlternateContent><xr:revisionPtr revIDLastSave=\"{person}\" documentId=\"13_ncr:1_{{{person}}}\"/>"
        );
        let names = format!(
            "<definedNames><definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">'Biểu 1'!$A$1:$B${person}</definedName></definedNames><calcPr calcId=\"{person}\"/>"
        );
        let end = format!(
            "<extLst><ext uri=\"{{{person}}}\"><x15:workbookPr chartTrackingRefBase=\"1\"/></ext></extLst></workbook>"
        );
        let view = format!(
            "<sheetView workbookViewId=\"0\" topLeftCell=\"A{person}\"><selection activeCell=\"B{person}\" sqref=\"B{person}\"/>"
        );
        let fills = format!(
            "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{person:06}\"/></patternFill></fill></fills>"
        );
        let looks = format!(
            "<dxfs count=\"1\"><dxf><font><b/><name val=\"{person}\"/></font><numFmt numFmtId=\"{person}\" formatCode=\"0\"/></dxf></dxfs>"
        );
        repacked(bytes, 2000 + person, |name, text| match name {
            "xl/workbook.xml" => text
                .replace("<bookViews>", &format!("{path}<bookViews>"))
                .replace("windowWidth=\"", &format!("windowWidth=\"{person}"))
                .replace("</sheets>", &format!("</sheets>{names}"))
                .replace("</workbook>", &end),
            "xl/styles.xml" => text
                .replace("</fills>", &fills)
                .replace("<fonts ", &format!("<fonts x14ac:knownFonts=\"{person}\" "))
                .replace("<sz val=\"11\"/>", &format!("<sz val=\"{person}\"/>"))
                .replace("<dxfs count=\"0\"/>", &looks),
            _ if name.contains("worksheets/") => text
                .replace("<worksheet ", &format!("<worksheet xr:uid=\"{{{person}}}\" "))
                .replace("<sheetView ", &format!("{view}</sheetView><sheetView "))
                .replace("<pageMargins", &format!("<pageMargins header=\"0.{person}\"")),
            _ => text,
        })
    }

    fn as_calamine_alone(bytes: &[u8], what: &str) {
        let limits = Limits::default();
        let (ours, whole) = (read_one(bytes, &limits).unwrap(), read_whole(bytes, &limits).unwrap());
        assert_eq!(format!("{ours:?}"), format!("{whole:?}"), "{what}");
    }

    #[test]
    fn a_form_is_asked_about_once_whoever_saved_it() {
        let form = workbook("0.0%", 0.5, 3);
        let first = asked(&saved(&form, 1)).unwrap();
        for (person, number, rows) in [(2, 7.0, 3), (3, 0.25, 9), (14, -1.0, 4)] {
            let own = saved(&workbook("0.0%", number, rows), person);
            assert!(Rc::ptr_eq(&first, &asked(&own).unwrap()), "{person}");
            as_calamine_alone(&own, "saved by another");
        }
        assert!(Rc::ptr_eq(&first, &asked(&form).unwrap()), "by no person at all");
        for number in 0..MOST {
            asked(&workbook(&format!("0.{}", "0".repeat(number + 3)), 0.5, 3)).unwrap();
        }
        assert!(!Rc::ptr_eq(&first, &asked(&form).unwrap()), "so many are remembered");
    }

    #[test]
    fn what_matters_is_another_form() {
        /// A part, what stands in it, and what may stand there.
        const CHANGES: [(&str, &str, &str); 12] = [
            ("xl/workbook.xml", "<sheet name=\"Biểu 2\"", "<sheet name=\"Biểu 3\""),
            ("xl/workbook.xml", "<sheet name=\"Biểu 2\"", "<sheet state=\"hidden\" name=\"Biểu 2\""),
            ("xl/workbook.xml", "<workbookPr ", "<workbookPr date1904=\"1\" "),
            ("xl/workbook.xml", "<calcPr ", "<x:x><x:workbookPr date1904=\"true\"/></x:x><calcPr "),
            (
                "xl/workbook.xml",
                "name=\"Biểu 1\" sheetId=\"1\" r:id=\"rId1\"",
                "name=\"Biểu 1\" sheetId=\"1\" r:id=\"rId2\"",
            ),
            ("xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "worksheets/sheet1.xml"),
            ("xl/styles.xml", "formatCode=\"dd/mm/yyyy\"", "formatCode=\"[h]:mm\""),
            ("xl/styles.xml", "formatCode=\"dd/mm/yyyy\"", "formatCode=\"0.00\""),
            ("xl/styles.xml", "<name val=\"Arial\"/>", "<name val=\".VnTime\"/>"),
            ("xl/styles.xml", "indent=\"1\"", "indent=\"2\""),
            ("xl/styles.xml", "<xf numFmtId=\"164\" fontId=\"1\"", "<xf numFmtId=\"164\" fontId=\"0\""),
            ("xl/worksheets/sheet1.xml", "<mergeCell ref=\"A4:B4\"/>", "<mergeCell ref=\"A4:C4\"/>"),
        ];
        let form = workbook("dd/mm/yyyy", 45_000.5, 3);
        let changed = |&(part, from, to): &(&str, &str, &str)| {
            repacked(&form, 2001, |name, text| {
                assert!(name != part || text.contains(from), "{part} has no {from}: {text}");
                if name == part { text.replace(from, to) } else { text }
            })
        };
        let files: Vec<Vec<u8>> = CHANGES.iter().map(changed).chain([form.clone()]).collect();
        let mut readings = Vec::new();
        for round in 0..2 {
            for (index, file) in files.iter().enumerate() {
                as_calamine_alone(file, CHANGES.get(index).map_or("unchanged", |change| change.2));
                if round == 0 {
                    assert!(asked(file).is_some(), "{:?}", CHANGES.get(index));
                    readings.push(format!("{:?}", read_one(file, &Limits::default()).unwrap()));
                }
            }
        }
        // Two ways to say since when days are counted are one.
        readings.sort_unstable();
        readings.dedup();
        assert_eq!(readings.len(), files.len() - 1);
    }

    #[test]
    fn what_was_asked_before_changes_nothing() {
        for round in 0..3 {
            for format in ["0.0%", "dd/mm/yyyy", "[h]:mm", "General"] {
                for number in [45_000.0, 0.1 + f64::from(round), -1e15] {
                    as_calamine_alone(&workbook(format, number, 2), &format!("{format} {number}"));
                }
            }
        }
    }

    #[test]
    fn what_is_out_of_the_ordinary_is_calamines() {
        let form = workbook("0.0%", 0.5, 3);
        for (part, from, to) in [
            ("_rels/.rels", "xl/workbook.xml", "xl/../xl/workbook.xml"),
            ("_rels/.rels", "</Relationships>", "</Relationships><x>"),
            ("xl/workbook.xml", "<sheets>", "<sheets><!-- -->"),
            (
                "xl/workbook.xml",
                "<calcPr ",
                "<definedNames><definedName name=\"&x;\">A1</definedName></definedNames><calcPr ",
            ),
            (
                "xl/workbook.xml",
                "<calcPr ",
                "<definedNames><definedName name=\"a\">&#1;</definedName></definedNames><calcPr ",
            ),
            ("xl/workbook.xml", "</workbook>", ""),
            ("xl/workbook.xml", "<sheets>", "<workbook/><sheets>"),
            ("xl/styles.xml", "<fills", "<fills x='1'"),
            ("xl/styles.xml", "</fills>", "<fonts/></fills>"),
            ("xl/styles.xml", "</font>", "<fonts></fonts></font>"),
            ("xl/styles.xml", "</styleSheet>", "</stylesheet>"),
            ("xl/worksheets/sheet1.xml", "<mergeCells", "<mergeCells x=y"),
            ("xl/worksheets/sheet1.xml", "</worksheet>", ""),
            ("xl/worksheets/sheet1.xml", "<dimension ref=\"", "<dimension ref=\"Z9:"),
        ] {
            let other =
                repacked(&form, 2002, |name, text| if name == part { text.replace(from, to) } else { text });
            let container = Container::open(&other, &Limits::default()).unwrap();
            let cut = cut(&container);
            let is_framed = |cut: &super::Cut| {
                cut.sheets.iter().all(|sheet| {
                    let (head, tail) = sheet.plain.frame(sheet.bytes);
                    crate::read::frame::merges(head, tail).is_some()
                })
            };
            let is_ordinary = cut.is_some_and(|cut| is_framed(&cut) && said(&cut).is_some());
            assert!(!is_ordinary, "{part}: {to}");
            let limits = Limits::default();
            let (ours, whole) = (read_one(&other, &limits), read_whole(&other, &limits));
            assert_eq!(format!("{ours:?}"), format!("{whole:?}"), "{part}: {to}");
        }
    }
}
