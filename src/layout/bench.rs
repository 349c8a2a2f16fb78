//! What all parts of one layout share: the font's answers, the words met so far, the structure tree, the remarks.

use std::collections::{BTreeSet, HashMap};
use std::num::NonZeroUsize;
use std::sync::Arc;

use super::Laid;
use super::paragraph::{Atom, Breaker, Compounds, Memory};
use super::remark::{Remark, RemarkKind};
use crate::document::{Color, Document, Role, Span, TextStyle};
use crate::font::{FaceId, Measure};
use crate::pages::{Lexicon, Node, NodeId, OutlineEntry, OwnWords, Page, PageLabel, Pages, Piece, WordId};

/// A text style with the font's answers, lengths in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Run {
    pub face: FaceId,
    pub size: f32,
    pub rise: f32,
    pub underline: bool,
    pub color: Color,
    pub space: f32,
    pub ascent: f32,
    pub descent: f32,
    pub line_gap: f32,
}

/// Position in `Bench::runs`.
pub(super) type RunId = u32;

pub(super) struct Bench<'m> {
    pub measure: &'m dyn Measure,
    /// How many may set parts of the document side by side.
    pub threads: NonZeroUsize,
    pub lexicon: Lexicon,
    /// The pieces of all lines set so far.
    pub pieces: Vec<Piece>,
    pub tree: Vec<Node>,
    pub outline: Vec<OutlineEntry>,
    pub labels: Vec<PageLabel>,
    pub remarks: Vec<Remark>,
    pub runs: Vec<Run>,
    pub compounds: Compounds,
    /// Room for the atoms of one short text, used again and again.
    pub scratch: Vec<Atom>,
    pub breaker: Breaker,
    pub memory: Memory,
    /// By the address of the style, which is held here so that no other can get its address.
    run_of: HashMap<usize, (RunId, Arc<TextStyle>)>,
    last_run: Option<(usize, RunId)>,
    missing: BTreeSet<char>,
    /// The remarks on missing letters among all, and the letters.
    letters: Vec<(usize, char)>,
    said: BTreeSet<(RemarkKind, u32, u32, String)>,
}

/// What a bench has made beside another one.
pub(super) struct Gathered {
    pub words: OwnWords,
    pub runs: Vec<Run>,
    /// The first one stands for the parent.
    pub tree: Vec<Node>,
    pub pieces: Vec<Piece>,
    remarks: Vec<Remark>,
    letters: Vec<(usize, char)>,
}

/// Letters of a heading that may stand before a page number.
const LONGEST_PREFIX: usize = 24;

/// Styles that are looked through for an equal one; more distinct styles than this are merely stored twice.
const RUNS_COMPARED: usize = 64;

impl<'m> Bench<'m> {
    pub fn new(measure: &'m dyn Measure, threads: NonZeroUsize) -> Bench<'m> {
        Bench {
            measure,
            threads,
            lexicon: Lexicon::default(),
            pieces: Vec::new(),
            tree: Vec::new(),
            outline: Vec::new(),
            labels: Vec::new(),
            remarks: Vec::new(),
            runs: Vec::new(),
            compounds: Compounds::default(),
            scratch: Vec::new(),
            breaker: Breaker::default(),
            memory: Memory::default(),
            run_of: HashMap::new(),
            last_run: None,
            missing: BTreeSet::new(),
            letters: Vec::new(),
            said: BTreeSet::new(),
        }
    }

    /// A bench for a thread that goes on by itself, with the words and runs that are known so far. Its first element
    /// stands for the parent of all that it will set.
    pub fn beside(&self, known: &Arc<Lexicon>) -> Bench<'m> {
        Bench {
            lexicon: Lexicon::beside(known),
            tree: vec![element(Role::Div)],
            runs: self.runs.clone(),
            missing: self.missing.clone(),
            ..Bench::new(self.measure, NonZeroUsize::MIN)
        }
    }

    /// What a bench beside this one has made; runs that were `known` are left out.
    pub fn gathered(self, known_runs: usize) -> Gathered {
        let Bench { lexicon, runs, tree, pieces, remarks, letters, .. } = self;
        let runs = runs.get(known_runs..).unwrap_or_default().to_vec();
        Gathered { words: lexicon.own(), runs, tree, pieces, remarks, letters }
    }

    /// Takes in what another bench has made, numbered anew, below this element.
    pub fn take_in(&mut self, gathered: Gathered, parent: NodeId) {
        let mut nodes = gathered.tree.into_iter();
        let children = nodes.next().map(|parent| parent.children).unwrap_or_default();
        self.tree[parent.0 as usize].children.extend(children);
        self.tree.extend(nodes);
        self.pieces.extend(gathered.pieces);
        let mut letters = gathered.letters.into_iter().peekable();
        for (at, Remark { kind, span, text }) in gathered.remarks.into_iter().enumerate() {
            let letter = letters.next_if(|(remark, _)| *remark == at).map(|(_, letter)| letter);
            if letter.is_none_or(|letter| self.missing.insert(letter)) {
                self.remark(kind, span, text);
            }
        }
    }

    /// The run of a style.
    pub fn run(&mut self, style: &Arc<TextStyle>) -> RunId {
        let address = Arc::as_ptr(style) as usize;
        if let Some((last, id)) = self.last_run
            && last == address
        {
            return id;
        }
        let id = match self.run_of.get(&address) {
            Some((id, _)) => *id,
            None => {
                let id = self.run_by_value(style);
                self.run_of.insert(address, (id, style.clone()));
                id
            }
        };
        self.last_run = Some((address, id));
        id
    }

    /// To be called around styles that are made for one text only, so that they are not held.
    pub fn forget_addresses(&mut self) {
        self.run_of.clear();
        self.last_run = None;
    }

    /// The run of a style that is not kept in an `Arc`.
    pub fn run_by_value(&mut self, style: &TextStyle) -> RunId {
        let face = self.measure.face(style);
        let metrics = self.measure.metrics(face);
        let size = if style.size.is_finite() { style.size.max(0.0) } else { 0.0 };
        let points = |thousandths: f32| thousandths * size / 1000.0;
        let run = Run {
            face,
            size,
            rise: style.rise,
            underline: style.underline,
            color: style.color,
            space: points(metrics.space),
            ascent: points(metrics.ascent),
            descent: points(metrics.descent),
            line_gap: points(metrics.line_gap),
        };
        self.same_run(run)
    }

    /// The run that is equal to this one.
    pub fn same_run(&mut self, run: Run) -> RunId {
        let recent = self.runs.len().saturating_sub(RUNS_COMPARED);
        if let Some(found) = self.runs[recent..].iter().position(|other| *other == run) {
            return (recent + found) as RunId;
        }
        self.runs.push(run);
        (self.runs.len() - 1) as RunId
    }

    /// The word in a run, with its width in points.
    pub fn word(&mut self, text: &str, run: RunId, span: Span) -> (WordId, f32) {
        let Run { face, size, .. } = self.runs[run as usize];
        let measure = self.measure;
        let before = self.lexicon.words.len();
        let id = self.lexicon.intern(face, text, || measure.shape(face, text));
        let word = self.lexicon.word(id);
        let width = word.advance * size / 1000.0;
        if let Some(letter) = word.missing
            && self.lexicon.words.len() > before
        {
            self.remark_missing(letter, text, span);
        }
        (id, width)
    }

    /// The Document element: always node 0.
    pub fn root(&mut self) -> NodeId {
        self.tree.push(element(Role::Document));
        NodeId(0)
    }

    /// Page numbers begin with 1 on this page. An annex is called by its first heading: its pages are told from the
    /// others of the same number.
    pub fn label(&mut self, page: usize) {
        let heading = self.outline.iter().rev().take_while(|entry| entry.page >= page).last();
        let short = heading.filter(|entry| page > 0 && entry.title.chars().count() <= LONGEST_PREFIX);
        let prefix = short.map_or(String::new(), |entry| format!("{} - ", entry.title));
        self.labels.push(PageLabel { page, prefix });
    }

    /// Everything gathered, as the layout's answer.
    pub fn finish(self, document: &Document, pages: Vec<Page>) -> Laid {
        let pages = Pages {
            title: document.title.clone(),
            lang: document.lang.clone(),
            author: document.author.clone(),
            subject: document.subject.clone(),
            keywords: document.keywords.clone(),
            lexicon: self.lexicon,
            pages,
            pieces: self.pieces,
            tree: self.tree,
            outline: self.outline,
            labels: self.labels,
        };
        Laid { pages, remarks: self.remarks }
    }

    /// Opens a structure element as the last child of its parent.
    pub fn node(&mut self, role: Role, parent: NodeId) -> NodeId {
        let id = NodeId(self.tree.len() as u32);
        self.tree.push(element(role));
        self.tree[parent.0 as usize].children.push(id);
        id
    }

    /// Takes back a parent's last element, if it stayed empty. Only the newest element can have no children and be unused.
    pub fn drop_if_empty(&mut self, id: NodeId, parent: NodeId) {
        if id.0 as usize + 1 == self.tree.len() {
            self.tree.pop();
            self.tree[parent.0 as usize].children.pop();
        }
    }

    /// Keeps a remark; the same sentence about the same place is said once.
    pub fn remark(&mut self, kind: RemarkKind, span: Span, text: String) {
        let key = (kind, span.line, span.column, text.clone());
        if self.said.insert(key) {
            self.remarks.push(Remark { kind, span, text });
        }
    }

    fn remark_missing(&mut self, letter: char, word: &str, span: Span) {
        if !self.missing.insert(letter) {
            return;
        }
        let code = letter as u32;
        self.letters.push((self.remarks.len(), letter));
        let text = format!("Phông chữ không có ký tự \"{letter}\" (U+{code:04X}) trong từ \"{word}\"");
        self.remark(RemarkKind::GlyphMissing, span, text);
    }
}

fn element(role: Role) -> Node {
    Node { role, children: Vec::new(), alt: None, scope: None, colspan: 1, rowspan: 1 }
}
