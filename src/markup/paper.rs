//! `@page`: paper, margins, the page number and fixed texts of the margins.

use std::sync::Arc;

use super::computed::Computed;
use super::declaration::{Declared, Piece, pieces};
use super::errors::{Fault, File, Place, Report};
use super::nearest::proposal;
use super::property::settings_among;
use super::setting::Setting;
use super::tokens::{Kind, Token};
use super::value::{Len, Values};
use crate::document::{Edges, MM, MarkPlace, PageMark, PageNumber, PageStyle};

/// One `@page` rule as written.
#[derive(Debug)]
pub(super) struct PageRule {
    /// `None`: for all pages.
    pub name: Option<String>,
    place: Place,
    size: Option<(f32, f32)>,
    margins: Vec<(usize, f32)>,
    boxes: Vec<MarginBox>,
}

/// `@top-center { … }` and its kind.
#[derive(Debug, Default)]
struct MarginBox {
    /// `None`: top centre, the page number.
    place: Option<MarkPlace>,
    content: Content,
    settings: Vec<Setting>,
    top: Option<f32>,
    on_first: Option<bool>,
    first_only: bool,
}

#[derive(Debug, Default, PartialEq)]
enum Content {
    #[default]
    Unsaid,
    None,
    Number,
    Text(String),
}

/// A4, and the sheets that offices print annexes on.
const SHEETS: &[(&str, (f32, f32))] =
    &[("a3", (297.0, 420.0)), ("a4", (210.0, 297.0)), ("a5", (148.0, 210.0))];
/// Smallest room for text, in mm.
const LEAST: f32 = 20.0;
/// The Decree's own originals put the number 10 mm from the edge (PL I).
const NUMBER_TOP: f32 = 10.0 * MM;

const BOXES: &[(&str, Option<MarkPlace>)] = &[
    ("top-center", None),
    ("top-left", Some(MarkPlace::TopLeft)),
    ("top-right", Some(MarkPlace::TopRight)),
    ("bottom-left", Some(MarkPlace::BottomLeft)),
    ("bottom-center", Some(MarkPlace::BottomCenter)),
    ("bottom-right", Some(MarkPlace::BottomRight)),
];
const PAGE_NAMES: &[&str] = &["size", "margin", "margin-top", "margin-right", "margin-bottom", "margin-left"];
const BOX_NAMES: &[&str] = &["content", "-th-top", "-th-on-first", "-th-first-only"];

/// Reads one `@page` rule.
pub(super) fn page_rule(prelude: &[Token], block: &[Token], report: &mut Report<'_>) -> PageRule {
    let place = prelude.first().map_or(Place { file: File::Stylesheet, at: 0 }, |token| token.place);
    let name = match page_name(prelude) {
        Ok(name) => name,
        Err((place, message)) => {
            report.add(place, message);
            None
        }
    };
    let mut rule = PageRule { name, place, size: None, margins: Vec::new(), boxes: Vec::new() };
    let mut faults = Vec::new();
    for piece in pieces(block, &mut |fault| faults.push(fault)) {
        let read = match piece {
            Piece::Declared(declared) => rule.declare(&declared),
            Piece::Nested(name, place, tokens) => rule.margin_box(name, place, tokens, report),
        };
        faults.extend(read.err());
    }
    for (place, message) in faults {
        report.add(place, message);
    }
    rule
}

fn page_name(prelude: &[Token]) -> Result<Option<String>, Fault> {
    let mut words = prelude.iter().skip(1).filter(|token| token.kind != Kind::Space);
    let name = match words.next() {
        None => return Ok(None),
        Some(Token { kind: Kind::Ident(name), .. }) => name.clone(),
        Some(token) => return Err((token.place, not_a_name())),
    };
    words.next().map_or(Ok(Some(name)), |token| Err((token.place, not_a_name())))
}

fn not_a_name() -> String {
    "Sau “@page” chỉ nhận một tên; trang đầu không in số thì dùng “-th-on-first: no”.".to_string()
}

impl PageRule {
    fn declare(&mut self, declared: &Declared<'_>) -> Result<(), Fault> {
        if !PAGE_NAMES.contains(&declared.name.as_str()) {
            let near = proposal(&declared.name, PAGE_NAMES.iter().copied());
            return Err((
                declared.place,
                format!("Quy tắc @page không có thuộc tính “{}”.{near}", declared.name),
            ));
        }
        let mut values = Values::new(&declared.name, declared.place, declared.value);
        if declared.name == "size" {
            self.size = Some(size(&mut values)?);
            return values.end();
        }
        for setting in settings_among(declared, |name| name.starts_with("margin"), &[])? {
            if let Setting::Margin(side, Some(Len::Points(points))) = setting {
                self.margins.push((side, points));
            } else {
                return Err(values.fault("độ dài tính bằng mm, cm hoặc pt"));
            }
        }
        Ok(())
    }

    fn margin_box(
        &mut self,
        name: &str,
        place: Place,
        tokens: &[Token],
        report: &mut Report<'_>,
    ) -> Result<(), Fault> {
        let Some((_, mark)) = BOXES.iter().find(|(known, _)| *known == name) else {
            let near = proposal(name, BOXES.iter().map(|(name, _)| *name));
            return Err((place, format!("Không có khung lề “@{name}”.{near}")));
        };
        let mut margin_box = MarginBox { place: *mark, ..MarginBox::default() };
        let mut faults = Vec::new();
        for piece in pieces(tokens, &mut |fault| faults.push(fault)) {
            let read = match piece {
                Piece::Declared(declared) => margin_box.declare(&declared),
                Piece::Nested(name, place, _) => Err((place, format!("“@{name}” không được đứng ở đây."))),
            };
            faults.extend(read.err());
        }
        for (place, message) in faults {
            report.add(place, message);
        }
        if margin_box.content == Content::Unsaid {
            return Err((place, format!("Khung lề “@{name}” thiếu thuộc tính “content”.")));
        }
        self.boxes.push(margin_box);
        Ok(())
    }
}

impl MarginBox {
    fn declare(&mut self, declared: &Declared<'_>) -> Result<(), Fault> {
        let mut values = Values::new(&declared.name, declared.place, declared.value);
        let number = self.place.is_none();
        match declared.name.as_str() {
            "content" => self.content = content(&mut values, number)?,
            "-th-top" if number => match values.length(false)? {
                Len::Points(points) => self.top = Some(points),
                Len::Em(_) => {
                    return Err((declared.place, "Thuộc tính “-th-top” không nhận đơn vị em.".to_string()));
                }
            },
            "-th-on-first" if number => self.on_first = Some(values.yes_no()?),
            "-th-first-only" if !number => self.first_only = values.yes_no()?,
            _ => {
                self.settings.extend(settings_among(declared, in_margin, BOX_NAMES)?);
                return Ok(());
            }
        }
        values.end()
    }
}

/// Properties that mean something in a margin.
fn in_margin(name: &str) -> bool {
    name.starts_with("font")
        || name.starts_with("border") && name != "border-collapse"
        || matches!(name, "color" | "text-decoration" | "text-transform")
}

/// `none`, `counter(page)` (top centre) or a text (elsewhere).
fn content(values: &mut Values<'_>, number: bool) -> Result<Content, Fault> {
    if values.word("none") {
        return Ok(Content::None);
    }
    match values.peek() {
        Some(Kind::Open('(', name)) if number && name == "counter" => {
            values.take();
            if !values.word("page") || !values.sign(&Kind::Close) {
                return Err(values.fault("counter(page)"));
            }
            Ok(Content::Number)
        }
        Some(Kind::Quoted(text)) if !number => {
            values.take();
            Ok(Content::Text(text.clone()))
        }
        _ if number => Err(values.fault("counter(page) hoặc none")),
        _ => Err(values.fault("một chuỗi trong ngoặc kép hoặc none")),
    }
}

/// `A4 [portrait|landscape]`, or width and height. In points.
fn size(values: &mut Values<'_>) -> Result<(f32, f32), Fault> {
    if matches!(values.peek(), Some(Kind::Dimension(..))) {
        let mut side = || match values.length(false)? {
            Len::Points(points) if points >= LEAST * MM => Ok(points),
            _ => Err(values.fault("khổ giấy lớn hơn 20mm")),
        };
        return Ok((side()?, side()?));
    }
    let mut sheet = SHEETS.get(1).map_or((210.0, 297.0), |(_, size)| *size);
    let mut turned = false;
    let words: Vec<(&str, Option<(f32, f32)>)> = SHEETS
        .iter()
        .map(|(name, size)| (*name, Some(*size)))
        .chain([("portrait", None), ("landscape", None)])
        .collect();
    while {
        turned = turned
            || matches!(values.peek(), Some(Kind::Ident(word)) if word.eq_ignore_ascii_case("landscape"));
        sheet = values.keyword(&words)?.unwrap_or(sheet);
        !values.is_empty()
    } {}
    let (width, height) = (sheet.0 * MM, sheet.1 * MM);
    Ok(if turned { (height, width) } else { (width, height) })
}

/// The page style of a name: what is said for all pages, then what is said for this name.
pub(super) fn page_style(
    rules: &[PageRule],
    name: &str,
    root: &Computed,
    report: &mut Report<'_>,
) -> Arc<PageStyle> {
    // The least margins of the Decree (PL I, Mục I khoản 3): 20 mm, right 15 mm, left 30 mm.
    let mut style = PageStyle {
        name: name.to_string(),
        width: 210.0 * MM,
        height: 297.0 * MM,
        margin: Edges { top: 20.0 * MM, right: 15.0 * MM, bottom: 20.0 * MM, left: 30.0 * MM },
        number: None,
        marks: Vec::new(),
    };
    let general = rules.iter().filter(|rule| rule.name.is_none());
    let own = rules.iter().filter(|rule| rule.name.as_deref() == Some(name));
    let mut last = None;
    for rule in general.chain(own) {
        apply(rule, root, &mut style);
        last = Some(rule.place);
    }
    let across = style.width - style.margin.left - style.margin.right;
    let down = style.height - style.margin.top - style.margin.bottom;
    if let Some(place) = last
        && across.min(down) < LEAST * MM
    {
        report.add(place, "Lề trang quá lớn: vùng chữ còn dưới 20 mm.");
    }
    Arc::new(style)
}

fn apply(rule: &PageRule, root: &Computed, style: &mut PageStyle) {
    if let Some((width, height)) = rule.size {
        (style.width, style.height) = (width, height);
    }
    for (side, points) in &rule.margins {
        match side {
            0 => style.margin.top = *points,
            1 => style.margin.right = *points,
            2 => style.margin.bottom = *points,
            _ => style.margin.left = *points,
        }
    }
    for margin_box in &rule.boxes {
        let computed = Computed::plain(root, &margin_box.settings);
        match margin_box.place {
            None => style.number = number(margin_box, &computed),
            Some(place) => {
                style.marks.retain(|mark| mark.place != place);
                style.marks.extend(mark(margin_box, place, &computed));
            }
        }
    }
}

fn number(margin_box: &MarginBox, computed: &Computed) -> Option<PageNumber> {
    (margin_box.content == Content::Number).then(|| PageNumber {
        style: (*computed.text).clone(),
        top: margin_box.top.unwrap_or(NUMBER_TOP),
        on_first: margin_box.on_first.unwrap_or(false),
    })
}

fn mark(margin_box: &MarginBox, place: MarkPlace, computed: &Computed) -> Option<PageMark> {
    let Content::Text(text) = &margin_box.content else {
        return None;
    };
    let text = computed.cased(text);
    (!text.is_empty()).then(|| PageMark {
        text,
        style: (*computed.text).clone(),
        place,
        boxed: computed.boxed(),
        overline: computed.overline(),
        first_only: margin_box.first_only,
    })
}
