//! A small PDF reader of the tests: text through the ToUnicode maps, pen positions, marks, structure.

use std::collections::{BTreeMap, HashMap};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// What a reader makes of a file.
pub struct Reading {
    pub pages: Vec<PageReading>,
    /// In reading order.
    pub elements: Vec<Element>,
    /// By page, by marked-content id.
    pub parent_tree: Vec<Vec<ObjectId>>,
}

#[derive(Default)]
pub struct PageReading {
    /// By text line, in the order of the stream.
    pub lines: Vec<String>,
    /// By line, by word: where the pen stands after it.
    pub word_ends: Vec<Vec<f32>>,
    /// By marked-content id: its text.
    pub marks: Vec<String>,
}

pub struct Element {
    pub id: ObjectId,
    pub role: String,
    /// (page, marked-content id)
    pub content: Vec<(usize, i64)>,
    pub attributes: Option<Dictionary>,
    pub alt: bool,
}

impl Reading {
    pub fn text(&self) -> String {
        self.pages.iter().flat_map(|page| page.lines.clone()).collect::<Vec<_>>().join("\n")
    }
}

struct Font {
    texts: HashMap<u16, String>,
    widths: Vec<f32>,
}

pub fn read(bytes: &[u8]) -> Reading {
    let document = Document::load_mem(bytes).unwrap();
    let numbers: Vec<ObjectId> = document.get_pages().into_values().collect();
    let fonts = fonts(&document, numbers[0]);
    let pages = numbers.iter().map(|page| read_page(&document, *page, &fonts)).collect();
    let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
    let root = document.get_dictionary(root).unwrap();
    let mut elements = Vec::new();
    let first = root.get(b"K").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    walk(&document, first, &numbers, &mut elements);
    Reading { pages, parent_tree: parent_tree(&document, root, numbers.len()), elements }
}

fn walk(document: &Document, id: ObjectId, pages: &[ObjectId], out: &mut Vec<Element>) {
    let dict = document.get_dictionary(id).unwrap();
    let page_of = |dict: &Dictionary| {
        let page = dict.get(b"Pg").and_then(Object::as_reference).ok();
        page.and_then(|page| pages.iter().position(|other| *other == page))
    };
    let kids = match dict.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(one) => vec![one.clone()],
        Err(_) => Vec::new(),
    };
    let mut content = Vec::new();
    let mut children = Vec::new();
    for kid in &kids {
        match kid {
            Object::Integer(mcid) => content.push((page_of(dict).unwrap(), *mcid)),
            Object::Dictionary(mark) => {
                content.push((page_of(mark).unwrap(), mark.get(b"MCID").unwrap().as_i64().unwrap()))
            }
            Object::Reference(child) => children.push(*child),
            other => panic!("{other:?}"),
        }
    }
    out.push(Element {
        id,
        role: String::from_utf8(dict.get(b"S").unwrap().as_name().unwrap().to_vec()).unwrap(),
        content,
        attributes: dict.get(b"A").and_then(Object::as_dict).ok().cloned(),
        alt: dict.has(b"Alt"),
    });
    for child in children {
        assert_eq!(document.get_dictionary(child).unwrap().get(b"P").unwrap().as_reference().unwrap(), id);
        walk(document, child, pages, out);
    }
}

fn parent_tree(document: &Document, root: &Dictionary, pages: usize) -> Vec<Vec<ObjectId>> {
    let mut found: BTreeMap<i64, Vec<ObjectId>> = BTreeMap::new();
    let leaves =
        root.get(b"ParentTree").unwrap().as_dict().unwrap().get(b"Kids").unwrap().as_array().unwrap();
    for leaf in leaves {
        let leaf = document.get_dictionary(leaf.as_reference().unwrap()).unwrap();
        for pair in leaf.get(b"Nums").unwrap().as_array().unwrap().chunks(2) {
            let owners =
                pair[1].as_array().unwrap().iter().map(|owner| owner.as_reference().unwrap()).collect();
            found.insert(pair[0].as_i64().unwrap(), owners);
        }
    }
    assert_eq!(found.keys().copied().collect::<Vec<_>>(), (0..pages as i64).collect::<Vec<_>>());
    for (number, page) in document.get_pages() {
        let key = document.get_dictionary(page).unwrap().get(b"StructParents").unwrap().as_i64().unwrap();
        assert_eq!(key + 1, i64::from(number));
    }
    found.into_values().collect()
}

fn fonts(document: &Document, page: ObjectId) -> HashMap<Vec<u8>, Font> {
    let of = |font: &Dictionary| {
        let map = font.get(b"ToUnicode").unwrap().as_reference().unwrap();
        let map = document.get_object(map).unwrap().as_stream().unwrap().get_plain_content().unwrap();
        let below = font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0].as_dict().unwrap();
        let widths = below.get(b"W").unwrap().as_array().unwrap();
        assert_eq!(widths[0], Object::Integer(0));
        let widths = widths[1].as_array().unwrap().iter().map(|width| width.as_float().unwrap()).collect();
        Font { texts: to_unicode(&String::from_utf8(map).unwrap()), widths }
    };
    document.get_page_fonts(page).unwrap().into_iter().map(|(name, font)| (name, of(font))).collect()
}

fn to_unicode(map: &str) -> HashMap<u16, String> {
    let mut texts = HashMap::new();
    let lines = map.lines().filter(|line| line.starts_with('<') && line.matches('<').count() == 2);
    for line in lines.filter(|line| *line != "<0000> <FFFF>") {
        let hex: Vec<&str> = line.split(['<', '>', ' ']).filter(|part| !part.is_empty()).collect();
        texts.insert(u16::from_str_radix(hex[0], 16).unwrap(), utf16(hex[1]));
    }
    texts
}

fn utf16(hex: &str) -> String {
    let units: Vec<u16> =
        (0..hex.len()).step_by(4).map(|at| u16::from_str_radix(&hex[at..at + 4], 16).unwrap()).collect();
    String::from_utf16(&units).unwrap()
}

struct State<'a> {
    page: PageReading,
    font: Option<&'a Font>,
    size: f32,
    pen: f32,
    line: (f32, f32),
    /// Open marks: marked-content id, replacement text.
    marks: Vec<(Option<usize>, Option<String>)>,
    text_open: bool,
}

fn read_page(document: &Document, page: ObjectId, fonts: &HashMap<Vec<u8>, Font>) -> PageReading {
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut state = State {
        page: PageReading::default(),
        font: None,
        size: 0.0,
        pen: 0.0,
        line: (0.0, 0.0),
        marks: Vec::new(),
        text_open: false,
    };
    for operation in &content.operations {
        let number = |at: usize| operation.operands[at].as_float().unwrap();
        match operation.operator.as_str() {
            "BT" => {
                assert!(!std::mem::replace(&mut state.text_open, true));
                state.line = (0.0, 0.0);
            }
            "ET" => assert!(std::mem::replace(&mut state.text_open, false)),
            "Td" => {
                state.line = (state.line.0 + number(0), state.line.1 + number(1));
                state.pen = state.line.0;
                state.page.lines.push(String::new());
                state.page.word_ends.push(Vec::new());
            }
            "Tf" => {
                state.font = Some(&fonts[operation.operands[0].as_name().unwrap()]);
                state.size = number(1);
            }
            "TJ" => state.show(operation.operands[0].as_array().unwrap()),
            "BDC" => state.open(operation.operands[1].as_dict().unwrap()),
            "EMC" => state.close(),
            "re" | "m" | "l" | "f" | "S" | "g" | "rg" | "G" | "RG" | "w" => {
                assert!(!state.text_open || operation.operator.contains('g'))
            }
            "Ts" => {}
            other => panic!("{other}"),
        }
    }
    assert!(state.marks.is_empty() && !state.text_open);
    state.page
}

impl State<'_> {
    fn open(&mut self, properties: &Dictionary) {
        let mcid = properties.get(b"MCID").and_then(Object::as_i64).ok().map(|mcid| mcid as usize);
        if let Some(mcid) = mcid {
            assert_eq!(mcid, self.page.marks.len());
            self.page.marks.push(String::new());
        }
        let actual = properties.get(b"ActualText").and_then(Object::as_str).ok().map(|bytes| {
            let units: Vec<u16> =
                bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        });
        self.marks.push((mcid, actual));
    }

    fn close(&mut self) {
        if let (_, Some(actual)) = self.marks.pop().unwrap() {
            self.say(&actual);
            self.end_piece();
        }
    }

    fn show(&mut self, items: &[Object]) {
        let font = self.font.unwrap();
        for item in items {
            match item {
                Object::String(bytes, _) => {
                    for pair in bytes.chunks(2) {
                        let code = u16::from_be_bytes([pair[0], pair[1]]);
                        let text = &font.texts[&code];
                        if text == " " {
                            self.end_piece();
                        }
                        self.pen += font.widths[usize::from(code)] * self.size / 1000.0;
                        if self.marks.iter().all(|(_, actual)| actual.is_none()) {
                            self.say(text);
                        }
                    }
                }
                number => self.pen -= number.as_float().unwrap() * self.size / 1000.0,
            }
        }
        self.end_piece();
    }

    /// Notes the pen before each space and at the end of a line: the ends of words.
    fn end_piece(&mut self) {
        let pen = self.pen;
        self.page.word_ends.last_mut().unwrap().push(pen);
    }

    fn say(&mut self, text: &str) {
        self.page.lines.last_mut().unwrap().push_str(text);
        for mcid in self.marks.iter().filter_map(|(mcid, _)| *mcid) {
            self.page.marks[mcid].push_str(text);
        }
    }
}
