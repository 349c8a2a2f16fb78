//! Pages made by hand, set in the real faces by a small shaper.

use rustybuzz::{Face, UnicodeBuffer, shape};

use super::pdf;
use crate::document::{Color, Numbering, Role, Scope};
use crate::font::{FaceData, FaceId, Glyph, ShapedWord};
use crate::pages::{Item, Node, NodeId, OutlineEntry, Page, Pages, Piece, Pieces, Tag, TextLine, WordId};
use crate::pdf::PdfOptions;

const FACES: [&[u8]; 4] = [
    include_bytes!("../../../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../../../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../../../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../../../fonts/LiberationSerif-BoldItalic.ttf"),
];

/// Body rows on each page of `long_table`.
pub const ROWS: usize = 17;

pub struct Sample {
    pub pages: Pages,
    pub faces: Vec<FaceData>,
}

impl Sample {
    pub fn new(pages: usize) -> Sample {
        let face =
            |(id, bytes): (usize, &&'static [u8])| FaceData::from_bytes(FaceId(id as u8), *bytes).unwrap();
        let mut sample = Sample {
            pages: Pages {
                title: "Kế hoạch phát triển kinh tế - xã hội năm 2024".into(),
                lang: "vi-VN".into(),
                author: "Ủy ban nhân dân thị xã Quảng Yên".into(),
                subject: "Kế hoạch năm 2024".into(),
                keywords: "kế hoạch, 2024".into(),
                pages: vec![Page { width: 595.28, height: 841.89, items: Vec::new() }; pages],
                ..Pages::default()
            },
            faces: FACES.iter().enumerate().map(face).collect(),
        };
        sample.push_node(Role::Document);
        sample
    }

    pub fn pdf(&self, options: &PdfOptions) -> Vec<u8> {
        pdf(&self.pages, &self.faces, options).unwrap()
    }

    pub fn node(&mut self, role: Role, parent: NodeId) -> NodeId {
        let id = self.push_node(role);
        self.pages.tree[parent.0 as usize].children.push(id);
        id
    }

    fn push_node(&mut self, role: Role) -> NodeId {
        let scope = (role == Role::TH).then_some(Scope::Column);
        self.pages.tree.push(Node { role, children: Vec::new(), alt: None, scope, colspan: 1, rowspan: 1 });
        NodeId(self.pages.tree.len() as u32 - 1)
    }

    pub fn shape(&self, face: FaceId, text: &str) -> ShapedWord {
        let data = &self.faces[usize::from(face.0)];
        let font = Face::from_slice(&data.bytes, 0).unwrap();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        let em = |units: i32| units as f32 * 1000.0 / f32::from(data.units_per_em);
        let shaped = shape(&font, &[], buffer);
        let glyphs: Vec<Glyph> = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, position)| Glyph {
                id: info.glyph_id as u16,
                advance: em(position.x_advance),
                x_offset: em(position.x_offset),
                y_offset: em(position.y_offset),
                cluster: info.cluster,
            })
            .collect();
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        ShapedWord { face, text: text.into(), glyphs, advance, missing: None }
    }

    pub fn word(&mut self, face: FaceId, text: &str) -> WordId {
        let mut lexicon = std::mem::take(&mut self.pages.lexicon);
        let id = lexicon.intern(face, text, || self.shape(face, text));
        self.pages.lexicon = lexicon;
        id
    }

    /// A line whose spaces are a little wide, as in justified text.
    pub fn text(&mut self, page: usize, x: f32, y: f32, face: FaceId, tag: Tag, text: &str) {
        let mut pieces = Vec::new();
        for (place, word) in text.split(' ').enumerate() {
            if place > 0 {
                pieces.push(Piece::Space(3.777));
            }
            pieces.push(Piece::Word(self.word(face, word)));
        }
        self.line(page, x, y, face, tag, pieces);
    }

    pub fn line(&mut self, page: usize, x: f32, y: f32, face: FaceId, tag: Tag, pieces: Vec<Piece>) {
        let first = self.pages.pieces.len() as u32;
        self.pages.pieces.extend(pieces);
        let pieces = Pieces { first, end: self.pages.pieces.len() as u32 };
        let line = TextLine { x, y, face, size: 13.0, color: Color::default(), tag, pieces };
        self.pages.pages[page].items.push(Item::Text(line));
    }

    fn fill(&mut self, page: usize, [x, y, width, height]: [f32; 4], gray: f32, tag: Tag) {
        let color = Color { r: gray, g: gray, b: gray };
        self.pages.pages[page].items.push(Item::Fill { x, y, width, height, color, tag });
    }

    /// The nodes as a reader meets them, without artifacts.
    pub fn reading_order(&self) -> Vec<NodeId> {
        let mut order = Vec::new();
        let mut open = vec![NodeId(0)];
        while let Some(id) = open.pop() {
            let node = &self.pages.tree[id.0 as usize];
            if node.role != Role::Artifact {
                order.push(id);
                if self.cell_text(id).is_none() {
                    open.extend(node.children.iter().rev());
                }
            }
        }
        order
    }

    /// The paragraph that a cell takes over.
    fn cell_text(&self, id: NodeId) -> Option<NodeId> {
        let node = &self.pages.tree[id.0 as usize];
        (matches!(node.role, Role::TH | Role::TD) && node.children.len() == 1).then(|| node.children[0])
    }

    /// All text tagged with a node, in the order of the pages.
    pub fn words_of(&self, node: NodeId) -> String {
        let node = self.cell_text(node).unwrap_or(node);
        let items = self.pages.pages.iter().flat_map(|page| &page.items);
        let lines = items.filter_map(|item| match item {
            Item::Text(line) if line.tag == Tag::Node(node) => Some(self.pages.text_of(line)),
            _ => None,
        });
        lines.collect()
    }
}

/// Two pages with everything that a page can hold.
pub fn full_sample() -> Sample {
    let mut sample = Sample::new(2);
    let section = sample.node(Role::Sect, NodeId(0));
    let heading = sample.node(Role::H(1), section);
    sample.text(0, 200.0, 100.0, FaceId(1), Tag::Node(heading), "KẾ HOẠCH");
    let second = sample.node(Role::H(2), section);
    sample.text(0, 85.0, 130.0, FaceId(3), Tag::Node(second), "I. TÌNH HÌNH THỰC HIỆN");
    sample.fill(0, [220.0, 105.0, 60.0, 0.7], 0.0, Tag::Layout);
    sample.text(0, 290.0, 50.0, FaceId(0), Tag::Pagination, "1");
    paragraph(&mut sample, section);
    list(&mut sample, section);
    table(&mut sample, section);
    figure(&mut sample, section);
    sample.text(1, 290.0, 50.0, FaceId(0), Tag::Pagination, "2");
    let outline = [(1, "KẾ HOẠCH", 0, 85.0), (2, "I. TÌNH HÌNH", 0, 115.0), (2, "Biểu đồ", 1, 300.0)];
    sample.pages.outline =
        outline.map(|(level, title, page, y)| OutlineEntry { level, title: title.into(), page, y }).to_vec();
    sample
}

/// Over two pages, with a run in italics and a mark between its lines.
fn paragraph(sample: &mut Sample, section: NodeId) {
    let node = Tag::Node(sample.node(Role::P, section));
    sample.text(0, 113.0, 760.0, FaceId(0), node, "Nguyễn Thị Hường ở thị xã Quảng Yên, Đường 18A");
    sample.text(0, 85.0, 780.0, FaceId(2), node, "AVATAR (Tổ) \\ % ƯỚC thực hiện “trên 22%”");
    sample.fill(0, [85.0, 782.0, 90.0, 0.6], 0.0, node);
    sample.text(0, 500.0, 800.0, FaceId(0), Tag::Pagination, "DỰ THẢO");
    sample.text(0, 85.0, 805.0, FaceId(0), node, "ẳ ẵ ặ ằ ắ ễ ệ ộ ợ ỡ ỹ ỵ Ự Ữ đồng/người");
    sample.text(1, 85.0, 100.0, FaceId(0), node, "1.234,5 tỷ đồng – 15/10/2023; fi ffl office");
}

fn list(sample: &mut Sample, section: NodeId) {
    let list = sample.node(Role::L(Numbering::Decimal), section);
    for (label, text, y) in [("a)", "Nông nghiệp", 130.0), ("đ)", "Công nghiệp, dịch vụ", 150.0)] {
        let item = sample.node(Role::LI, list);
        let label_node = sample.node(Role::Lbl, item);
        sample.text(1, 85.0, y, FaceId(0), Tag::Node(label_node), label);
        let body = sample.node(Role::LBody, item);
        let paragraph = sample.node(Role::P, body);
        sample.text(1, 105.0, y, FaceId(0), Tag::Node(paragraph), text);
    }
}

/// Two heading rows with spans, two body rows with headings of their own, and an empty cell.
fn table(sample: &mut Sample, section: NodeId) {
    let table = sample.node(Role::Table, section);
    sample.pages.tree[table.0 as usize].alt = Some("Các chỉ tiêu chủ yếu".into());
    let head = sample.node(Role::THead, table);
    let body = sample.node(Role::TBody, table);
    let first = sample.node(Role::TR, head);
    let second = sample.node(Role::TR, head);
    cell(sample, first, Role::TH, "Chỉ tiêu", [85.0, 200.0], [1, 2]);
    cell(sample, first, Role::TH, "Kế hoạch", [250.0, 200.0], [2, 1]);
    cell(sample, second, Role::TH, "2023", [250.0, 220.0], [1, 1]);
    cell(sample, second, Role::TH, "2024", [350.0, 220.0], [1, 1]);
    for (name, y) in [("Sản lượng", 240.0), ("Thu ngân sách", 260.0)] {
        let row = sample.node(Role::TR, body);
        let heading = cell(sample, row, Role::TH, name, [85.0, y], [1, 1]);
        sample.pages.tree[heading.0 as usize].scope = Some(Scope::Row);
        cell(sample, row, Role::TD, "1.000", [250.0, y], [1, 1]);
        cell(sample, row, Role::TD, "", [350.0, y], [1, 1]);
    }
    for y in [185.0, 228.0, 270.0] {
        sample.fill(1, [80.0, y, 400.0, 0.5], 0.0, Tag::Layout);
        sample.fill(1, [80.0, y, 0.5, 20.0], 0.0, Tag::Layout);
    }
}

fn cell(
    sample: &mut Sample,
    row: NodeId,
    role: Role,
    text: &str,
    [x, y]: [f32; 2],
    [colspan, rowspan]: [u32; 2],
) -> NodeId {
    let cell = sample.node(role, row);
    let node = &mut sample.pages.tree[cell.0 as usize];
    (node.colspan, node.rowspan) = (colspan, rowspan);
    if !text.is_empty() {
        let paragraph = sample.node(Role::P, cell);
        sample.text(1, x, y, FaceId(0), Tag::Node(paragraph), text);
    }
    cell
}

fn figure(sample: &mut Sample, section: NodeId) {
    let figure = sample.node(Role::Figure, section);
    sample.pages.tree[figure.0 as usize].alt = Some("Biểu đồ kế hoạch so với thực hiện".into());
    let tag = Tag::Node(figure);
    sample.fill(1, [100.0, 320.0, 120.0, 12.0], 0.6, tag);
    let color = Color { r: 0.1, g: 0.2, b: 0.75 };
    let stroke = |x1: f32, y1: f32| Item::Stroke { x1, y1, x2: 220.0, y2: 400.0, width: 1.5, color, tag };
    sample.pages.pages[1].items.extend([stroke(100.0, 340.0), stroke(90.0, 380.0)]);
    sample.text(1, 100.0, 420.0, FaceId(2), tag, "Biểu đồ 1");
    let hidden = sample.node(Role::Artifact, section);
    sample.fill(1, [60.0, 500.0, 1.0, 100.0], 0.0, Tag::Node(hidden));
}

/// One table over many pages, with its heading repeated as an artifact, four columns.
pub fn long_table(count: usize) -> Sample {
    let mut sample = Sample::new(count);
    let table = sample.node(Role::Table, NodeId(0));
    let head = sample.node(Role::THead, table);
    let heading_row = sample.node(Role::TR, head);
    let body = sample.node(Role::TBody, table);
    let titles = ["Số", "Nội dung chỉ tiêu", "ĐVT", "Kế hoạch"];
    for page in 0..count {
        for (column, title) in titles.iter().enumerate() {
            let tag = if page == 0 { Tag::Node(sample.node(Role::TH, heading_row)) } else { Tag::Pagination };
            sample.text(page, 60.0 + 120.0 * column as f32, 90.0, FaceId(1), tag, title);
        }
        for row in 0..ROWS {
            let number = page * ROWS + row;
            let texts = [
                number.to_string(),
                "Diện tích gieo trồng".into(),
                "ha".into(),
                format!("{},{}", number * 7 % 997, row),
            ];
            let y = 110.0 + 40.0 * row as f32;
            let element = sample.node(Role::TR, body);
            for (column, text) in texts.iter().enumerate() {
                let tag = Tag::Node(sample.node(Role::TD, element));
                sample.text(page, 60.0 + 120.0 * column as f32, y, FaceId(0), tag, text);
            }
            sample.fill(page, [55.0, y + 5.0, 480.0, 0.5], 0.0, Tag::Layout);
        }
    }
    sample
}
