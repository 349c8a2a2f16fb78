//! The structure tree: an element for every node, and the way back from marked content to elements.

use super::file::{Pack, RULED_PACK, Ruled, packs, packs_of};
use super::number::{centi, push_centi, push_padded};
use super::options::PdfOptions;
use super::press::in_order;
use super::text_string::push_utf16_hex;
use super::tree::{Tree, role_name};
use crate::document::{Numbering, Role, Scope};
use crate::pages::{Item, Node, NodeId, Page, Pages, Piece, Tag};

/// Pages in one leaf of the number tree.
const LEAF: usize = 128;

/// Widest number of a marked-content sequence in a ruled object.
const MCID_WIDTH: usize = 4;

/// Object numbers of everything that structure refers to.
pub struct Numbers {
    /// The structure tree root.
    pub root: u32,
    /// The first element; the others follow in the order of `Order`, then the leaves of the parent tree.
    pub first: u32,
    /// By page.
    pub pages: Vec<u32>,
}

/// The order in which elements are numbered and written: rows and cells apart from all else, so that neighbours
/// differ by little more than their numbers, and a long table costs next to nothing.
struct Order {
    /// By rank: the place.
    places: Vec<u32>,
    /// By place: the rank.
    ranks: Vec<u32>,
    /// One past the last rank of each kind: others, rows, cells.
    ends: [usize; 3],
}

impl Order {
    fn new(pages: &Pages, tree: &Tree) -> Order {
        let kind = |place: u32| -> usize {
            let node = pages.tree.get(tree.elements[place as usize].0 as usize);
            match node.map(|node| node.role) {
                Some(Role::TR) => 1,
                Some(Role::TD) => 2,
                _ => 0,
            }
        };
        let all = 0..tree.elements.len() as u32;
        let mut ends = [0; 3];
        all.clone().for_each(|place| ends[kind(place)] += 1);
        ends = [ends[0], ends[0] + ends[1], ends[0] + ends[1] + ends[2]];
        let mut next = [0, ends[0], ends[1]];
        let (mut places, mut ranks) = (vec![0; tree.elements.len()], vec![0; tree.elements.len()]);
        for place in all {
            let rank = &mut next[kind(place)];
            places[*rank] = place;
            ranks[place as usize] = *rank as u32;
            *rank += 1;
        }
        Order { places, ranks, ends }
    }

    /// Ranges of ranks to be packed together, none of two kinds.
    fn packs(&self) -> Vec<std::ops::Range<usize>> {
        let [others, rows, cells] = self.ends;
        let ruled = |start: usize, end: usize| {
            packs_of(RULED_PACK, end - start).map(move |part| part.start + start..part.end + start)
        };
        packs(others).chain(ruled(others, rows)).chain(ruled(rows, cells)).collect()
    }
}

/// Marked content by element: which sequences, on which pages.
pub struct Marks {
    /// By place: start of its sequences in `sequences`; one more entry at the end.
    starts: Vec<u32>,
    /// (page, marked-content id)
    sequences: Vec<(u32, u32)>,
}

impl Marks {
    /// Turns each page's list of owners round.
    pub fn new(tree: &Tree, owners: &[Vec<NodeId>]) -> Marks {
        let mut starts = vec![0u32; tree.elements.len() + 1];
        for owner in owners.iter().flatten() {
            if let Some(place) = tree.place(*owner) {
                starts[place as usize + 1] += 1;
            }
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        let mut next = starts.clone();
        let mut sequences = vec![(0, 0); starts.last().map_or(0, |all| *all as usize)];
        for (page, owners) in owners.iter().enumerate() {
            for (mcid, owner) in owners.iter().enumerate() {
                let Some(place) = tree.place(*owner) else { continue };
                let slot = &mut next[place as usize];
                sequences[*slot as usize] = (page as u32, mcid as u32);
                *slot += 1;
            }
        }
        Marks { starts, sequences }
    }

    fn of(&self, place: u32) -> &[(u32, u32)] {
        let place = place as usize;
        &self.sequences[self.starts[place] as usize..self.starts[place + 1] as usize]
    }
}

/// Structure objects besides the root.
pub fn object_count(tree: &Tree, pages: usize) -> usize {
    tree.elements.len() + pages.div_ceil(LEAF)
}

/// All structure objects, packed: the root, and `object_count` of them from `numbers.first` on.
pub fn structure(
    pages: &Pages,
    tree: &Tree,
    owners: &[Vec<NodeId>],
    numbers: &Numbers,
    options: &PdfOptions,
) -> Vec<Pack> {
    let marks = Marks::new(tree, owners);
    let boxes = figure_boxes(pages, tree);
    let order = Order::new(pages, tree);
    let elements = tree.elements.len();
    let ranges = order.packs();
    let last = numbers.first as usize + object_count(tree, pages.pages.len());
    let width = last.to_string().len();
    let writer = Elements { pages, tree, marks: &marks, boxes: &boxes, numbers, order: &order, width };
    let root = Pack::new(vec![numbers.root], |out, _| writer.root(out, owners.len()));
    let ids = |range: std::ops::Range<usize>| range.map(|nth| numbers.first + nth as u32).collect();
    let mut all = in_order(ranges.len(), options.threads, |index| {
        let range = ranges[index].clone();
        let write = |out: &mut Vec<u8>, nth: usize| writer.element(out, order.places[range.start + nth]);
        if range.start < order.ends[0] {
            Pack::new(ids(range.clone()), write)
        } else {
            Pack::ruled(ids(range.clone()), Ruled::Widest, write)
        }
    });
    all.extend(in_order(pages.pages.len().div_ceil(LEAF), options.threads, |leaf| {
        let id = vec![numbers.first + (elements + leaf) as u32];
        Pack::ruled(id, Ruled::Columns(reference_width(width)), |out, _| writer.leaf(out, leaf, owners))
    }));
    all.push(root);
    all
}

/// Bytes of a reference written by `Elements::reference`.
fn reference_width(width: usize) -> usize {
    width + b" 0 R ".len()
}

struct Elements<'a> {
    pages: &'a Pages,
    tree: &'a Tree,
    marks: &'a Marks,
    boxes: &'a [(u32, [i32; 4])],
    numbers: &'a Numbers,
    order: &'a Order,
    /// Digits of the largest object number: all references are written as wide.
    width: usize,
}

impl Elements<'_> {
    fn number(&self, place: u32) -> usize {
        let rank = self.order.ranks.get(place as usize).copied().unwrap_or_default();
        (self.numbers.first + rank) as usize
    }

    fn reference(&self, out: &mut Vec<u8>, id: usize) {
        push_padded(out, id, self.width);
        out.extend(b" 0 R ");
    }

    fn root(&self, out: &mut Vec<u8>, pages: usize) {
        out.extend(b"<</Type/StructTreeRoot");
        if !self.tree.elements.is_empty() {
            out.extend(format!("/K[{} 0 R]", self.number(0)).bytes());
        }
        out.extend(format!("/ParentTreeNextKey {pages}/ParentTree<<").bytes());
        let first = self.numbers.first as usize + self.tree.elements.len();
        if pages == 0 {
            out.extend(b"/Nums[]");
        } else {
            out.extend(b"/Kids[");
            (0..pages.div_ceil(LEAF)).for_each(|leaf| push_reference(out, first + leaf));
            out.push(b']');
        }
        out.extend(b">>>>");
    }

    /// A leaf of the parent tree: for each of its pages the element of every marked-content id.
    fn leaf(&self, out: &mut Vec<u8>, leaf: usize, owners: &[Vec<NodeId>]) {
        let first = leaf * LEAF;
        let last = (first + LEAF).min(owners.len());
        let column = reference_width(self.width);
        let line = |out: &mut Vec<u8>, text: String| {
            // Whole lines, so that references stand below each other.
            let lines = text.len().div_ceil(column).max(1);
            out.extend(format!("{text:<width$}", width = lines * column).bytes());
        };
        line(out, format!("<</Limits[{first} {}]/Nums[", last.saturating_sub(1)));
        for (page, owners) in owners.iter().enumerate().take(last).skip(first) {
            line(out, format!("{page}["));
            for place in owners.iter().map(|owner| self.tree.place(*owner)) {
                match place {
                    Some(place) => self.reference(out, self.number(place)),
                    None => line(out, "null".to_owned()),
                }
            }
            line(out, "]".to_owned());
        }
        out.extend(b"]>>");
    }

    fn element(&self, out: &mut Vec<u8>, place: u32) {
        let id = self.tree.elements[place as usize];
        let Some(node) = self.pages.tree.get(id.0 as usize) else {
            return out.extend(b"null");
        };
        let parent = self.tree.parents[place as usize]
            .map_or(self.numbers.root as usize, |parent| self.number(parent));
        out.extend(b"<</S/");
        out.extend_from_slice(role_name(node.role).as_bytes());
        out.extend(b"/P ");
        self.reference(out, parent);
        self.kids(out, place, node);
        self.attributes(out, place, node);
        if let Some(alt) = node.alt.as_ref().filter(|_| node.role != Role::Table) {
            out.extend(b"/Alt<");
            push_utf16_hex(out, alt);
            out.push(b'>');
        }
        out.extend(b">>");
    }

    /// Own content first, then child elements.
    fn kids(&self, out: &mut Vec<u8>, place: u32, node: &Node) {
        let sequences = self.marks.of(place);
        if let Some((page, _)) = sequences.first() {
            out.extend(b"/Pg ");
            self.reference(out, self.numbers.pages[*page as usize] as usize);
        }
        if let ([(_, mcid)], None) = (sequences, self.tree.children(place, node).next()) {
            out.extend(b"/K ");
            return push_padded(out, *mcid as usize, MCID_WIDTH);
        }
        out.extend(b"/K[");
        for (page, mcid) in sequences {
            if Some(page) == sequences.first().map(|(first, _)| first) {
                out.extend(format!("{mcid} ").bytes());
            } else {
                let page = self.numbers.pages[*page as usize];
                out.extend(format!("<</Type/MCR/Pg {page} 0 R/MCID {mcid}>>").bytes());
            }
        }
        self.tree.children(place, node).for_each(|child| self.reference(out, self.number(child)));
        out.push(b']');
    }

    fn attributes(&self, out: &mut Vec<u8>, place: u32, node: &Node) {
        match node.role {
            Role::TH | Role::TD => cell_attributes(out, node),
            Role::L(numbering) => list_attributes(out, numbering),
            Role::Table => {
                if let Some(summary) = &node.alt {
                    out.extend(b"/A<</O/Table/Summary<");
                    push_utf16_hex(out, summary);
                    out.extend(b">>>");
                }
            }
            Role::Figure => {
                let Ok(found) = self.boxes.binary_search_by_key(&place, |(figure, _)| *figure) else {
                    return;
                };
                out.extend(b"/A<</O/Layout/Placement/Block/BBox[");
                for value in self.boxes[found].1 {
                    push_centi(out, value);
                    out.push(b' ');
                }
                out.extend(b"]>>");
            }
            _ => {}
        }
    }
}

/// How the items are counted: readers announce it (ISO 14289-1, 7.6).
fn list_attributes(out: &mut Vec<u8>, numbering: Numbering) {
    let name: &[u8] = match numbering {
        Numbering::None => b"None",
        Numbering::Decimal => b"Decimal",
        Numbering::Letters => b"LowerAlpha",
    };
    out.extend(b"/A<</O/List/ListNumbering/");
    out.extend(name);
    out.extend(b">>");
}

/// A heading cell always says whose heading it is: without a scope no reader may guess it (ISO 14289-1, 7.5).
fn cell_attributes(out: &mut Vec<u8>, node: &Node) {
    let heading = node.role == Role::TH;
    if !heading && node.colspan <= 1 && node.rowspan <= 1 {
        return;
    }
    out.extend(b"/A<</O/Table");
    if heading {
        let scope = match node.scope {
            Some(Scope::Row) => "Row",
            Some(Scope::Both) => "Both",
            Some(Scope::Column) | None => "Column",
        };
        out.extend(format!("/Scope/{scope}").bytes());
    }
    for (name, span) in [("ColSpan", node.colspan), ("RowSpan", node.rowspan)] {
        if span > 1 {
            out.extend(format!("/{name} {span}").bytes());
        }
    }
    out.extend(b">>");
}

fn push_reference(out: &mut Vec<u8>, id: usize) {
    out.extend(format!("{id} 0 R ").bytes());
}

/// By place of each Figure with content: left, bottom, right, top, in hundredths of a point.
fn figure_boxes(pages: &Pages, tree: &Tree) -> Vec<(u32, [i32; 4])> {
    let figure_of = figures_above(pages, tree);
    if figure_of.iter().all(Option::is_none) {
        return Vec::new();
    }
    let mut boxes: Vec<Option<[i32; 4]>> = vec![None; tree.elements.len()];
    for page in &pages.pages {
        for item in &page.items {
            let Tag::Node(node) = tag(item) else { continue };
            let figure = tree.place(node).and_then(|place| figure_of[place as usize]);
            if let Some(figure) = figure {
                let [left, bottom, right, top] = extent(pages, page, item);
                let known = boxes[figure as usize].unwrap_or([left, bottom, right, top]);
                boxes[figure as usize] =
                    Some([known[0].min(left), known[1].min(bottom), known[2].max(right), known[3].max(top)]);
            }
        }
    }
    boxes.into_iter().enumerate().filter_map(|(place, found)| Some((place as u32, found?))).collect()
}

/// By place: the Figure that the element is, or is in.
fn figures_above(pages: &Pages, tree: &Tree) -> Vec<Option<u32>> {
    let mut figures: Vec<Option<u32>> = Vec::with_capacity(tree.elements.len());
    for (place, id) in tree.elements.iter().enumerate() {
        let above = tree.parents[place].and_then(|parent| figures[parent as usize]);
        let figure = pages.tree.get(id.0 as usize).is_some_and(|node| node.role == Role::Figure);
        figures.push(above.or(figure.then_some(place as u32)));
    }
    figures
}

fn tag(item: &Item) -> Tag {
    match item {
        Item::Text(line) => line.tag,
        Item::Fill { tag, .. } | Item::Stroke { tag, .. } => *tag,
    }
}

/// Left, bottom, right, top on the page. Text counts as one em above its baseline and a quarter below.
fn extent(pages: &Pages, page: &Page, item: &Item) -> [i32; 4] {
    let (x1, y1, x2, y2) = match item {
        Item::Text(line) => {
            let width = |piece: &Piece| match piece {
                Piece::Word(id) => pages
                    .lexicon
                    .words
                    .get(id.0 as usize)
                    .map_or(0.0, |word| word.advance * line.size / 1000.0),
                Piece::Space(width) => *width,
            };
            let width: f32 = pages.pieces_of(line).iter().map(width).sum();
            (line.x, line.y - line.size, line.x + width, line.y + line.size / 4.0)
        }
        Item::Fill { x, y, width, height, .. } => (*x, *y, x + width, y + height),
        Item::Stroke { x1, y1, x2, y2, .. } => (x1.min(*x2), y1.min(*y2), x1.max(*x2), y1.max(*y2)),
    };
    let flip = |y: f32| centi(page.height).saturating_sub(centi(y));
    [centi(x1), flip(y2), centi(x2), flip(y1)]
}
