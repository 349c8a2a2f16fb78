//! Official documents measured: every template in both modes, and the components of the letter head to the millimetre.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::OnceLock;

use chrono::NaiveDate as Date;
use tonghop::disk::{Stock, load, stock};
use tonghop::document::{Color, MM, Role, TextStyle};
use tonghop::domain::{
    AppendixForm, DocumentSpec, DraftMark, Issue, Office, Plan, Settings, Signature, Urgency,
};
use tonghop::finding::Severity;
use tonghop::font::{FaceId, FontBook, FontFile, Measure};
use tonghop::layout::{Laid, layout};
use tonghop::markup::{Source, markup};
use tonghop::pages::{Item, Piece, Tag};
use tonghop::run::{PrintJob, consolidate, print};
use tonghop::template::{Mode, Templates, template};

/// Every bundled template with the stylesheet that it is made for.
const TEMPLATES: [(&str, &str); 8] = [
    ("ke-hoach", STATE),
    ("bao-cao", STATE),
    ("chuong-trinh", STATE),
    ("to-trinh", STATE),
    ("cong-van", STATE),
    ("tiep-thu-giai-trinh", STATE),
    ("ke-hoach-dang", PARTY),
    ("to-trinh-dang", PARTY),
];
const STATE: &str = "nghi-dinh-30";
const PARTY: &str = "huong-dan-05";
const PLANS: [&str; 3] = ["mau-phuong-2026", "quang-yen-2024", "thanh-hoa-2024"];

/// Left and right edge of the text of a portrait page.
const LEFT: f32 = 30.0 * MM;
const RIGHT: f32 = 195.0 * MM;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn bundled(name: &str) -> Plan {
    let inputs = load(&root().join("input").join(name)).expect("a bundled plan");
    let as_of = Date::from_ymd_opt(2025, 12, 1).expect("a date");
    let outcome = consolidate(&inputs, as_of).expect("settings and catalogue");
    assert_eq!(outcome.findings.count(Severity::Error), 0, "{name}");
    outcome.plan
}

/// The invented office; read once.
fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| bundled("mau-phuong-2026"))
}

fn shelf() -> &'static Stock {
    static STOCK: OnceLock<Stock> = OnceLock::new();
    STOCK.get_or_init(|| stock(root(), root(), &[]).expect("bundled templates and fonts"))
}

fn book() -> &'static FontBook {
    static BOOK: OnceLock<FontBook> = OnceLock::new();
    BOOK.get_or_init(|| {
        let files = shelf().fonts.iter();
        let files = files.map(|(name, bytes)| FontFile { name: name.clone(), bytes: bytes.clone() });
        FontBook::new(files.collect()).expect("bundled fonts")
    })
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| text.to_string()).collect()
}

/// A document with everything that most documents have.
fn document(template: &str) -> DocumentSpec {
    let stylesheet = TEMPLATES.iter().find(|(name, _)| *name == template).expect("a template").1;
    DocumentSpec {
        name: template.into(),
        template: template.into(),
        kind: "KẾ HOẠCH".into(),
        kind_symbol: "KH".into(),
        subject: "Phát triển kinh tế - xã hội năm 2026".into(),
        grounds: texts(&["Luật Tổ chức chính quyền địa phương", "Luật Ngân sách nhà nước"]),
        recipients: texts(&["Ban Thường vụ (báo cáo)", "Các phòng, đơn vị"]),
        archive: "VT, TCKH".into(),
        signature: Signature {
            lines: texts(&["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
            titles: Vec::new(),
            name: "Nguyễn Văn A".into(),
        },
        stylesheet: stylesheet.into(),
        ..DocumentSpec::default()
    }
}

/// Laid text of one line, with its ends.
#[derive(Debug, Clone)]
struct Line {
    page: usize,
    x: f32,
    end: f32,
    y: f32,
    size: f32,
    face: FaceId,
    color: Color,
    text: String,
}

impl Line {
    fn middle(&self) -> f32 {
        (self.x + self.end) / 2.0
    }

    fn is(&self, bold: bool, italic: bool) -> bool {
        self.face == face(bold, italic)
    }
}

fn face(bold: bool, italic: bool) -> FaceId {
    let style = TextStyle { family: "times new roman".into(), bold, italic, ..TextStyle::default() };
    book().face(&style)
}

/// One document on pages.
struct Paper {
    laid: Laid,
    lines: Vec<Line>,
}

impl Paper {
    fn of(plan: &Plan, document: &DocumentSpec, mode: Mode) -> Paper {
        let templates = Templates { files: shelf().templates.clone() };
        let xhtml = template(plan, document, &templates, mode).unwrap_or_else(|errors| panic!("{errors}"));
        let stylesheet = &shelf().stylesheets[&document.stylesheet];
        let source = Source { name: &document.template, xhtml: &xhtml, stylesheet_name: "css", stylesheet };
        let tree = markup(&source).unwrap_or_else(|errors| panic!("{}: {errors}", document.name));
        let laid = layout(&tree, book(), NonZeroUsize::MIN);
        assert!(laid.remarks.is_empty(), "{}: {:?}", document.name, laid.remarks);
        let lines = lines(&laid);
        Paper { laid, lines }
    }

    fn made(document: &DocumentSpec, mode: Mode) -> Paper {
        Paper::of(plan(), document, mode)
    }

    /// The first line that begins so.
    fn line(&self, start: &str) -> &Line {
        self.find(start).unwrap_or_else(|| panic!("no line begins with {start}\n{}", self.laid.pages.dump()))
    }

    fn find(&self, start: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.text.starts_with(start))
    }

    /// Horizontal rules of page 1 that are wider than a letter: x, y, width.
    fn rules(&self) -> Vec<(f32, f32, f32)> {
        let fills = self.laid.pages.pages[0].items.iter();
        fills
            .filter_map(|item| match item {
                Item::Fill { x, y, width, height, .. } if *height < 1.0 && *width > 10.0 => {
                    Some((*x, *y, *width))
                }
                _ => None,
            })
            .collect()
    }

    /// The rule next below a line, within 8 points.
    fn rule_under(&self, line: &Line) -> (f32, f32, f32) {
        let near = |rule: &&(f32, f32, f32)| {
            rule.1 > line.y && rule.1 < line.y + 8.0 && rule.0 < line.end && rule.0 + rule.2 > line.x
        };
        let rules = self.rules();
        *rules.iter().find(near).unwrap_or_else(|| panic!("no rule under {}: {rules:?}", line.text))
    }
}

/// Lines put together from runs of one baseline that follow one another.
fn lines(laid: &Laid) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for (page, content) in laid.pages.pages.iter().enumerate() {
        for item in &content.items {
            let Item::Text(run) = item else { continue };
            let mut end = run.x;
            let mut ink = run.x;
            for piece in laid.pages.pieces_of(run) {
                match piece {
                    Piece::Word(id) => {
                        end += laid.pages.lexicon.word(*id).advance * run.size / 1000.0;
                        ink = end;
                    }
                    Piece::Space(width) => end += width,
                }
            }
            // A label and the words after it are one line to the eye.
            if let Some(label) = out.last_mut()
                && label.page == page
                && label.y == run.y
                && label.text == "-"
                && (0.0..run.size).contains(&(run.x - label.end))
            {
                label.text = format!("- {}", laid.pages.text_of(run).trim_end());
                label.end = ink;
                continue;
            }
            out.push(Line {
                page,
                x: run.x,
                end: ink,
                y: run.y,
                size: run.size,
                face: run.face,
                color: run.color,
                text: laid.pages.text_of(run).trim_end().to_string(),
            });
        }
    }
    out
}

fn near(left: f32, right: f32, tolerance: f32, what: &str) {
    assert!((left - right).abs() <= tolerance, "{what}: {left} is not {right} (± {tolerance})");
}

#[test]
fn every_template_is_set_as_draft_and_as_final() {
    for (name, _) in TEMPLATES {
        let mut spec = document(name);
        if name.starts_with("to-trinh") || name == "cong-van" {
            spec.addressees = texts(&["Ban Thường vụ Đảng ủy"]);
        }
        let draft = Paper::made(&spec, Mode::Draft);
        assert!(draft.find("DỰ THẢO LẦN 2").or(draft.find("Dự thảo lần 2")).is_some(), "{name}");
        assert!(draft.find("Nguyễn Văn A").is_none(), "{name}: a draft has no signer");
        let last = Paper::made(&spec, Mode::Final);
        let marked = |line: &Line| line.text.to_uppercase().starts_with("DỰ THẢO LẦN");
        assert!(!last.lines.iter().any(marked), "{name}: a final has no mark");
        assert!(last.find("Nguyễn Văn A").is_some(), "{name}");
    }
}

#[test]
fn every_bundled_plan_prints_without_a_remark() {
    for name in PLANS {
        let plan = bundled(name);
        for mode in [Mode::Draft, Mode::Final] {
            let job = PrintJob { plan: &plan, stock: shelf(), mode, only: &[], attachments: &[] };
            for printed in print(&job).unwrap_or_else(|error| panic!("{name}: {error:#}")) {
                assert!(printed.remarks.is_empty(), "{name}/{}: {:?}", printed.name, printed.remarks);
            }
        }
    }
}

/// Widths of official-format 1.3, measured there with a clone of the same metrics.
#[test]
fn letters_are_as_wide_as_times_new_roman() {
    let measured = [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13.0, true, false, 95.7),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12.0, true, false, 88.3),
        ("Độc lập - Tự do - Hạnh phúc", 14.0, true, false, 60.5),
        ("ỦY BAN NHÂN DÂN", 13.0, true, false, 43.2),
        ("THỊ XÃ QUẢNG YÊN", 13.0, true, false, 45.2),
        ("UBND TỈNH QUẢNG NINH", 13.0, false, false, 55.4),
        ("Quảng Yên, ngày 05 tháng 02 năm 2024", 14.0, false, true, 79.8),
        ("Số: 123/KH-UBND", 13.0, false, false, 36.6),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 15.0, true, false, 72.9),
    ];
    for (words, size, bold, italic, wanted) in measured {
        let face = face(bold, italic);
        let space = book().metrics(face).space;
        let advance: f32 = words.split(' ').map(|word| book().shape(face, word).advance).sum();
        let width = (advance + space * words.matches(' ').count() as f32) * size / 1000.0 / MM;
        near(width, wanted, 0.4, words);
    }
}

#[test]
fn the_head_of_a_state_document() {
    let paper = Paper::made(&document("ke-hoach"), Mode::Final);
    let country = paper.line("CỘNG HÒA");
    let motto = paper.line("Độc lập");
    assert!(country.is(true, false) && motto.is(true, false));
    assert_eq!((country.size, motto.size), (13.0, 14.0));
    near(country.end - country.x, 95.7 * MM, 1.0, "Quốc hiệu");
    near(country.middle(), motto.middle(), 0.5, "both centred");
    let (x, _, width) = paper.rule_under(motto);
    near(width, motto.end - motto.x, 0.5, "rule as long as Tiêu ngữ");
    near(x, motto.x, 0.5, "rule under Tiêu ngữ");
    let organ = paper.line("PHƯỜNG MẪU");
    let (x, _, width) = paper.rule_under(organ);
    let share = width / (organ.end - organ.x);
    assert!((0.33..=0.5).contains(&share), "rule under the issuing body: {share}");
    near(x + width / 2.0, organ.middle(), 0.5, "balanced");
    let number = paper.line("Số:");
    let date = paper.line("Mẫu, ngày");
    near(number.y, date.y, 0.5, "số and ngày on one line");
    assert!(number.is(false, false) && date.is(false, true));
    assert_eq!((number.size, date.size), (13.0, 14.0));
    near(number.middle(), organ.middle(), 6.0, "số under the body");
    near(date.middle(), country.middle(), 0.5, "ngày under Quốc hiệu");
    let kind = paper.line("KẾ HOẠCH");
    let subject = paper.line("Phát triển kinh tế - xã hội năm 2026");
    assert!(kind.is(true, false) && subject.is(true, false));
    near(kind.middle(), (LEFT + RIGHT) / 2.0, 0.5, "tên loại centred");
    let (_, y, width) = paper.rule_under(subject);
    let share = width / (subject.end - subject.x);
    assert!((0.33..=0.5).contains(&share) && y > subject.y + 4.0, "rule under trích yếu: {share}");
    let ground = paper.line("Căn cứ Luật Tổ chức");
    assert!(ground.is(false, true) && ground.text.ends_with(';'), "căn cứ in italics");
    near(ground.x, LEFT + 10.0 * MM, 0.5, "first line indented 10 mm");
}

/// Whatever the length of trích yếu: the rule under it follows its last line.
#[test]
fn the_rule_under_the_subject_is_a_third_to_a_half_of_its_last_line() {
    let words: Vec<&str> =
        "Phát triển kinh tế - xã hội, bảo đảm quốc phòng, an ninh năm 2026 và mục tiêu, nhiệm vụ, giải \
        pháp chủ yếu giai đoạn 2026 - 2030 trên địa bàn"
            .split(' ')
            .collect();
    for count in 1..=words.len() {
        let mut spec = document("ke-hoach");
        spec.subject = words[..count].join(" ");
        let paper = Paper::made(&spec, Mode::Final);
        let (kind, ground) = (paper.line("KẾ HOẠCH").y, paper.line("Căn cứ").y);
        let subject = |line: &&Line| line.page == 0 && line.y > kind + 1.0 && line.y < ground - 1.0;
        let last = paper.lines.iter().rfind(subject).expect("a subject");
        let (x, _, width) =
            paper.rules().into_iter().find(|rule| rule.1 > last.y && rule.1 < ground).expect("a rule");
        let share = width / (last.end - last.x);
        assert!((1.0 / 3.0..=0.5).contains(&share), "{}: {share}", spec.subject);
        near(x + width / 2.0, last.middle(), 0.5, "balanced");
    }
}

#[test]
fn every_way_to_sign_stands_in_the_right_half() {
    let cases: [&[&str]; 8] = [
        &["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        &["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        &["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"],
        &["Q. CHỦ TỊCH"],
        &["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"],
        &["TL. CHỦ TỊCH", "TRƯỞNG PHÒNG", "TÀI CHÍNH - KẾ HOẠCH"],
        &["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
        &["TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"],
    ];
    for case in cases {
        let mut spec = document("ke-hoach");
        spec.signature.lines = texts(case);
        let paper = Paper::made(&spec, Mode::Final);
        let to = paper.line("Nơi nhận:");
        let mut last = 0.0;
        for (index, words) in case.iter().enumerate() {
            let line = paper.line(words);
            assert!(line.is(true, false) && line.size == 14.0, "{words}: bold upright 14");
            assert!(line.x >= LEFT + 75.0 * MM - 0.5 && line.end <= RIGHT + 0.5, "{words}: right half");
            near(line.middle(), LEFT + 120.0 * MM, 0.5, words);
            assert_eq!(line.page, to.page);
            if index == 0 {
                near(line.y, to.y, 3.0, "level with Nơi nhận");
            }
            assert!(line.y > last, "{words}: in order");
            last = line.y;
        }
        let name = paper.line("Nguyễn Văn A");
        assert!(name.is(true, false) && name.size == 14.0 && name.page == to.page);
        assert!(name.y - last >= 30.0 * MM && name.y - last <= 40.0 * MM, "room to sign: {}", name.y - last);
        near(name.middle(), LEFT + 120.0 * MM, 0.5, "name under the title");
        let draft = Paper::made(&spec, Mode::Draft);
        assert!(draft.find("Nguyễn Văn A").is_none() && draft.find(case[0]).is_some());
        let above = paper.lines.iter().filter(|line| {
            line.page == to.page && line.y < to.y - 1.0 && line.y > 20.0 * MM && line.size == 14.0
        });
        assert!(above.count() >= 2, "two lines of text beside the signature");
    }
}

#[test]
fn other_titles_stand_over_the_name_and_the_list_of_addressees_is_complete() {
    let mut spec = document("to-trinh");
    spec.signature.titles = texts(&["Phó Trưởng Ban Chỉ đạo"]);
    spec.addressees = texts(&["Ban Thường vụ Đảng ủy"]);
    spec.recipients = texts(&["Như trên;", "Các phòng"]);
    spec.typist = "PL.(300)".into();
    let paper = Paper::made(&spec, Mode::Final);
    let title = paper.line("Phó Trưởng Ban Chỉ đạo");
    assert!(title.is(true, false) && title.y < paper.line("Nguyễn Văn A").y);
    assert!(Paper::made(&spec, Mode::Draft).find("Phó Trưởng Ban Chỉ đạo").is_none());
    assert_eq!(paper.lines.iter().filter(|line| line.text.starts_with("- Như trên;")).count(), 1);
    let heading = paper.line("Nơi nhận:");
    assert!(heading.is(true, true) && heading.size == 12.0);
    let kept = paper.line("- Lưu: VT, TCKH. PL.(300)");
    assert!(kept.is(false, false) && kept.size == 11.0);
}

#[test]
fn one_addressee_on_the_line_several_with_dashes_under_the_colon() {
    let mut spec = document("cong-van");
    spec.addressees = texts(&["Ban Thường vụ Đảng ủy"]);
    let paper = Paper::made(&spec, Mode::Final);
    assert_eq!(paper.line("Kính gửi:").text, "Kính gửi: Ban Thường vụ Đảng ủy.");
    spec.addressees = texts(&["Các phòng", "Công an", "Trạm Y tế"]);
    let paper = Paper::made(&spec, Mode::Final);
    let call = paper.line("Kính gửi:");
    let colon = call.end - book().shape(call.face, ":").advance * call.size / 1000.0;
    for (item, end) in [("- Các phòng", ';'), ("- Công an", ';'), ("- Trạm Y tế", '.')] {
        let line = paper.line(item);
        near(line.x, colon, 0.5, "dash under the colon");
        assert!(line.text.ends_with(end) && line.y > call.y);
    }
}

#[test]
fn the_subject_of_a_letter_stands_six_points_under_its_number() {
    let mut spec = document("cong-van");
    spec.kind_symbol = String::new();
    spec.addressees = texts(&["Các phòng"]);
    let paper = Paper::made(&spec, Mode::Final);
    let number = paper.line("Số:");
    assert!(number.text.ends_with("/UBND-KTHTĐT"), "{}", number.text);
    let subject = paper.line("V/v Phát triển");
    assert!(subject.is(false, false) && subject.size == 12.0);
    near(subject.middle(), LEFT + 32.5 * MM, 1.0, "centred under the number");
    // 13 pt line: 0.216 of its size below the baseline, then 6 pt, then 0.891 of 12 pt above the next.
    near(subject.y - number.y, 0.216 * 13.0 + 6.0 + 0.891 * 12.0, 1.0, "6 pt below");
    assert!(paper.find("KẾ HOẠCH").is_none(), "a letter names no type");
    assert!(subject.y < paper.line("Kính gửi:").y);
}

#[test]
fn urgency_is_a_red_box_of_the_size_that_the_decree_gives() {
    let cases = [
        (Urgency::Urgent, "KHẨN", 20.0),
        (Urgency::VeryUrgent, "THƯỢNG KHẨN", 40.0),
        (Urgency::Express, "HOẢ TỐC", 30.0),
    ];
    for (urgency, words, width) in cases {
        let mut spec = document("ke-hoach");
        spec.urgency = Some(urgency);
        let paper = Paper::made(&spec, Mode::Final);
        let line = paper.line(words);
        assert!(line.is(true, false) && line.size == 13.0 && line.color.r == 1.0 && line.color.g == 0.0);
        let red: Vec<(f32, f32, f32, f32)> = paper.laid.pages.pages[0]
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Fill { x, y, width, height, color, .. } if color.r == 1.0 && color.g == 0.0 => {
                    Some((*x, *y, x + width, y + height))
                }
                _ => None,
            })
            .collect();
        let left = red.iter().map(|side| side.0).fold(f32::MAX, f32::min);
        let right = red.iter().map(|side| side.2).fold(0.0, f32::max);
        let top = red.iter().map(|side| side.1).fold(f32::MAX, f32::min);
        let bottom = red.iter().map(|side| side.3).fold(0.0, f32::max);
        near((right - left) / MM, width, 0.5, words);
        near((bottom - top) / MM, 8.0, 0.5, words);
        near((left + right) / 2.0, LEFT + 32.5 * MM, 0.5, "in the left column");
        near(line.middle(), (left + right) / 2.0, 0.5, "words in the middle");
        assert!(top > paper.line("Số:").y && line.y > top && line.y < bottom);
    }
}

#[test]
fn circulation_stands_in_the_top_margin_and_the_address_at_the_foot_of_page_one() {
    let mut spec = document("ke-hoach");
    spec.circulation = "LƯU HÀNH NỘI BỘ".into();
    spec.contact = texts(&["Địa chỉ: số 1, đường Mẫu", "Thư điện tử: a@b.example"]);
    let paper = Paper::made(&spec, Mode::Draft);
    let circulation = paper.line("LƯU HÀNH");
    spec.circulation = "XEM XONG TRẢ LẠI".into();
    let other = Paper::made(&spec, Mode::Final);
    let (words, boxed) =
        (other.line("XEM XONG TRẢ LẠI"), |x: f32, y: f32| x >= 100.0 * MM && y < 20.0 * MM);
    assert!(words.is(true, false) && words.size == 13.0 && other.find("DỰ THẢO").is_none());
    let sides = other.laid.pages.pages[0].items.iter().filter(
        |item| matches!(item, Item::Fill { x, y, width, height, .. } if boxed(*x, *y) && width.min(*height) < 1.0),
    );
    assert_eq!(sides.count(), 4, "a box of one line");
    assert!(circulation.is(true, false) && circulation.size == 13.0 && circulation.y < 20.0 * MM);
    assert!(circulation.x > paper.line("CỘNG HÒA").x, "over Quốc hiệu");
    let draft = paper.line("DỰ THẢO LẦN 2");
    assert!(draft.y > paper.line("Số:").y && draft.page == 0, "the draft mark makes room");
    for words in ["Địa chỉ:", "Thư điện tử:"] {
        let line = paper.line(words);
        assert!(line.size == 11.0 && line.page == 0 && line.y > 277.0 * MM && line.y < 292.0 * MM);
        assert_eq!(paper.lines.iter().filter(|line| line.text.starts_with(words)).count(), 1);
    }
    let rules = paper.rules();
    let full = rules.iter().find(|rule| (rule.2 - 165.0 * MM).abs() < 0.5).expect("a full-width rule");
    assert!(full.1 < paper.line("Địa chỉ:").y && full.1 > 277.0 * MM);
}

#[test]
fn the_draft_mark_may_stand_under_the_number() {
    let mut plan = plan().clone();
    let mark = DraftMark { text: "DỰ THẢO".into(), under_number: true, ..DraftMark::default() };
    plan.settings = std::sync::Arc::new(Settings { draft: mark, ..(*plan.settings).clone() });
    let paper = Paper::of(&plan, &document("ke-hoach"), Mode::Draft);
    let mark = paper.line("DỰ THẢO");
    assert!(mark.y > paper.line("Số:").y && mark.y < paper.line("Căn cứ").y && mark.is(true, false));
    let paper = Paper::of(&plan, &document("ke-hoach"), Mode::Final);
    assert!(paper.find("DỰ THẢO").is_none());
}

#[test]
fn appendices_are_filled_on_paper_and_blank_in_electronic_form() {
    let mut spec = document("ke-hoach");
    spec.issue = Issue { number: Some(5), date: Date::from_ymd_opt(2026, 1, 5) };
    let paper = Paper::made(&spec, Mode::Final);
    assert_eq!(paper.line("Số:").text, "Số: 05/KH-UBND");
    assert_eq!(paper.line("Mẫu, ngày").text, "Mẫu, ngày 05 tháng 01 năm 2026");
    let filled = "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân phường Mẫu)";
    let reference = paper.line("(Kèm theo");
    assert_eq!(reference.text, filled);
    assert!(reference.is(false, true) && reference.size == 14.0);
    assert!(
        !Paper::made(&spec, Mode::Draft).line("(Kèm theo").text.contains("05/KH"),
        "a draft has no number"
    );
    spec.appendix_form = AppendixForm::Electronic;
    let electronic = Paper::made(&spec, Mode::Final);
    let blank = &electronic.line("(Kèm theo").text;
    assert!(blank.contains("/KH-UBND") && !blank.contains("05") && !blank.contains("2026"), "{blank}");
    assert_eq!(electronic.line("Số:").text, "Số: 05/KH-UBND");
    let heading = paper.line("Phụ lục I");
    assert!(heading.is(true, false) && heading.size == 14.0 && heading.page > 0);
    let sheet = &paper.laid.pages.pages[heading.page];
    assert!(sheet.width > sheet.height, "landscape after portrait in one file");
}

/// A rule of a third of the line, with a gap over it; page numbers begin anew; "./." ends the table.
#[test]
fn the_head_and_the_end_of_an_appendix() {
    let paper = Paper::made(&document("to-trinh"), Mode::Final);
    let heading = paper.line("Phụ lục");
    assert_eq!(heading.text, "Phụ lục", "a single one has no number");
    let reference = paper.line("(Kèm theo");
    let rules = paper.laid.pages.pages[heading.page].items.iter().filter_map(|item| match item {
        Item::Fill { y, width, height, .. }
            if *height < 1.0 && *y > reference.y && *y < reference.y + 12.0 =>
        {
            Some((*y, *width))
        }
        _ => None,
    });
    let (y, width) = rules.min_by(|a, b| a.0.total_cmp(&b.0)).expect("a short rule");
    let share = width / (reference.end - reference.x);
    assert!((0.3..=0.4).contains(&share), "a third: {share}");
    // Descenders and parentheses reach 0.22 of the size below the baseline.
    assert!(y - reference.y >= 0.22 * reference.size + 2.0, "a gap of two points: {}", y - reference.y);
    let number = |page: usize| {
        let top = |line: &&Line| line.page == page && line.y < 18.0 * MM;
        paper.lines.iter().find(top).map(|line| line.text.clone())
    };
    assert_eq!(number(1).as_deref(), Some("2"));
    assert_eq!(number(heading.page), None, "the first page of an appendix shows none");
    let kh = Paper::made(&document("ke-hoach"), Mode::Final);
    let end = kh.line("./.");
    assert!(end.is(false, false) && end.size == 14.0);
    near(end.x, LEFT, 0.5, "under the table, at its left edge");
}

fn party(template: &str) -> DocumentSpec {
    DocumentSpec {
        office: Some(Office {
            superior: texts(&["ĐẢNG BỘ TỈNH MẪU"]),
            organ: texts(&["ĐẢNG UỶ PHƯỜNG MẪU"]),
            organ_name: "Ban Thường vụ Đảng uỷ phường".into(),
            symbol: "ĐU".into(),
            place: "Mẫu".into(),
            reviewer: "Ban Thường vụ Tỉnh uỷ".into(),
            ..Office::default()
        }),
        signature: Signature {
            lines: texts(&["T/M BAN THƯỜNG VỤ", "BÍ THƯ"]),
            titles: Vec::new(),
            name: "Nguyễn Văn A".into(),
        },
        archive: "Văn phòng Đảng uỷ".into(),
        issue: Issue { number: Some(15), date: Date::from_ymd_opt(2026, 2, 3) },
        ..document(template)
    }
}

#[test]
fn the_party_profile() {
    let paper = Paper::made(&party("ke-hoach-dang"), Mode::Final);
    let title = paper.line("ĐẢNG CỘNG SẢN VIỆT NAM");
    assert!(title.is(true, false) && title.size == 15.0);
    near(paper.rule_under(title).2, title.end - title.x, 0.5, "rule as long as the text");
    let (superior, organ) = (paper.line("ĐẢNG BỘ"), paper.line("ĐẢNG UỶ"));
    assert!(superior.is(false, false) && organ.is(true, false) && organ.size == 14.0);
    let star = paper.line("*");
    near(star.middle(), organ.middle(), 1.0, "a star under the body");
    assert_eq!(paper.line("Số").text, "Số 15-KH/ĐU");
    let date = paper.line("Mẫu, ngày");
    assert!(date.text == "Mẫu, ngày 03 tháng 02 năm 2026" && date.is(false, true) && date.size == 14.0);
    assert_eq!((paper.line("KẾ HOẠCH").size, paper.line("Phát triển kinh").size), (16.0, 15.0));
    near(paper.line("-----").middle(), (LEFT + RIGHT) / 2.0, 0.5, "five hyphens");
    let ground = paper.line("- Căn cứ Luật Tổ chức");
    assert!(ground.is(false, false) && ground.text.ends_with(';'));
    assert!(paper.line("- Căn cứ Luật Ngân sách").text.ends_with(','), "the subject follows");
    assert!(paper.line("I- MỤC TIÊU").is(true, false));
    assert!(paper.line("T/M BAN THƯỜNG VỤ").is(true, false) && paper.line("BÍ THƯ").is(false, false));
    assert!(paper.line("Nguyễn Văn A").is(true, false));
    let to = paper.line("Nơi nhận:");
    assert!(to.is(false, false) && to.size == 14.0 && to.page == paper.line("BÍ THƯ").page);
    assert_eq!(paper.line("- Lưu").text, "- Lưu Văn phòng Đảng uỷ.");
    assert_eq!(paper.line("- Lưu").size, 12.0);
    assert!(!paper.lines.iter().any(|line| line.text.contains("./.")), "ends with a full stop");
    let further = |pair: &&[Line]| {
        pair[0].page == pair[1].page && (pair[1].x - LEFT).abs() < 0.1 && pair[1].y > 100.0 * MM
    };
    let body =
        paper.lines.windows(2).filter(further).filter(|pair| pair[1].size == 14.0 && pair[1].page == 0);
    let pitch = body.map(|pair| pair[1].y - pair[0].y);
    assert!(pitch.clone().count() > 0 && pitch.clone().all(|step| (step - 20.0).abs() < 0.1));
    let draft = Paper::made(&party("ke-hoach-dang"), Mode::Draft);
    let mark = draft.line("Dự thảo lần 2");
    assert!(mark.is(false, true) && mark.size == 14.0 && mark.y < 20.0 * MM);
    assert!(draft.line("Số").text.ends_with("-KH/ĐU") && !draft.line("Số").text.contains("15"));
}

#[test]
fn a_party_petition_says_kinh_trinh() {
    let mut spec = party("to-trinh-dang");
    spec.addressees = texts(&["Ban Thường vụ Tỉnh uỷ"]);
    let paper = Paper::made(&spec, Mode::Final);
    let call = paper.line("Kính trình:");
    assert!(call.is(false, true) && call.text == "Kính trình: Ban Thường vụ Tỉnh uỷ");
    near(call.middle(), (LEFT + RIGHT) / 2.0, 0.5, "in the middle");
}

/// A screen reader is told how many items there are: what begins with a dash is an item of a list, in every document.
/// (Căn cứ of a Party document begin with a dash by its form, and are paragraphs.)
#[test]
fn what_looks_like_a_list_is_one() {
    let mut items = 0;
    for (name, _) in TEMPLATES {
        let mut spec = if name.ends_with("-dang") { party(name) } else { document(name) };
        spec.addressees = texts(&["Các phòng", "Công an"]);
        let laid = Paper::made(&spec, Mode::Draft).laid;
        for item in laid.pages.pages.iter().flat_map(|page| &page.items) {
            let Item::Text(run) = item else { continue };
            let Tag::Node(node) = run.tag else { continue };
            let (role, text) = (laid.pages.tree[node.0 as usize].role, laid.pages.text_of(run));
            items += usize::from(role == Role::Lbl);
            assert!(!text.starts_with("- ") || text.starts_with("- Căn cứ"), "{name}: {role:?} {text}");
        }
    }
    assert!(items > 100, "{items}");
}

/// Whoever governs is named by `tonghop.toml` and `danh-muc.xlsx` alone.
#[test]
fn nothing_in_code_or_templates_names_a_level_of_government() {
    const WORDS: [&str; 12] = [
        "thị xã",
        "huyện",
        "phường",
        "thị trấn",
        "thị ủy",
        "huyện ủy",
        "đảng ủy",
        "phòng tài chính",
        "phòng kinh tế",
        "ủy ban nhân dân",
        "quảng yên",
        "thạnh hóa",
    ];
    let mut found = Vec::new();
    let folders = ["templates", "src/template", "src/layout", "src/markup", "src/pdf", "src/run", "src/disk"];
    let more = ["src/document.rs", "src/pages.rs", "src/font", "src/compute", "src/merge", "src/tell"];
    for place in folders.into_iter().chain(more) {
        look(&root().join(place), &WORDS, &mut found);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn look(place: &Path, words: &[&str], found: &mut Vec<String>) {
    if place.is_dir() {
        let mut entries: Vec<_> = std::fs::read_dir(place).expect("a folder").flatten().collect();
        entries.sort_by_key(|entry| entry.path());
        return entries.iter().for_each(|entry| look(&entry.path(), words, found));
    }
    let name = place.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    // Words that stay with the number after them ("phường 5"): a vocabulary of the language, not of an office.
    if place.ends_with("layout/paragraph/ties.rs") {
        return;
    }
    let in_tests = place.components().any(|part| part.as_os_str() == "tests");
    if in_tests || ["tests.rs", "fixture.rs", "testing.rs"].contains(&name) {
        return;
    }
    let text = std::fs::read_to_string(place).expect("text");
    let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
    for (number, line) in code.lines().enumerate() {
        let lower = line.split("//").next().unwrap_or_default().to_lowercase();
        for word in words.iter().filter(|word| lower.contains(*word)) {
            found.push(format!("{}:{}: {word}", place.display(), number + 1));
        }
    }
}

fn fenced(language: &str) -> String {
    let page = std::fs::read_to_string(root().join("docs/templates.md")).expect("docs").replace("\r\n", "\n");
    let (_, from) = page.split_once(&format!("```{language}\n")).expect("a fenced piece");
    from.split("```").next().unwrap_or_default().to_string()
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Who follows docs/templates.md step by step gets the page that it shows, and the error that it shows.
#[test]
fn the_first_steps_of_the_docs_lead_to_a_document() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = place.path().join("mau");
    copied(&root().join("input/mau-phuong-2026"), &folder);
    let hbs = fenced("hbs");
    let printed = |hbs: &str| {
        std::fs::create_dir_all(folder.join("templates")).expect("a folder");
        std::fs::write(folder.join("templates/giao-chi-tieu.hbs"), hbs).expect("a template");
        let plan =
            consolidate(&load(&folder).expect("a plan"), Date::from_ymd_opt(2025, 12, 1).expect("a date"))
                .expect("settings")
                .plan;
        let stock = stock(&folder, root(), &[]).expect("templates");
        let only = [String::from("giao-chi-tieu")];
        let job = PrintJob { plan: &plan, stock: &stock, mode: Mode::Draft, only: &only, attachments: &[] };
        print(&job).map_err(|error| format!("{error:#}"))
    };
    let settings = folder.join("tonghop.toml");
    let text = std::fs::read_to_string(&settings).expect("settings");
    std::fs::write(&settings, format!("{text}\n{}", fenced("toml"))).expect("settings");
    let made = printed(&hbs).expect("the document of the docs");
    let words = made[0].pages.dump();
    assert!(
        words.contains("THÔNG BÁO") && words.contains("/TB-UBND") && words.contains("thực hiện./."),
        "{words}"
    );
    assert_eq!(made[0].pages.pages.len(), 1);
    assert!(made[0].remarks.is_empty());
    let wrong = printed(&hbs.replacen("{{hoa ten}}", "{{hoa tem}}", 1)).expect_err("an unknown name");
    assert!(
        wrong.contains("mẫu \"giao-chi-tieu\", dòng 17, cột 75: không có tên \"tem\"; có phải là \"ten\"?"),
        "{wrong}"
    );
    let wrong = printed(&hbs.replacen("<td class=\"so\">", "<td clas=\"so\">", 1)).expect_err("an attribute");
    assert!(
        wrong.contains("giao-chi-tieu:48:5: Phần tử <td> không có thuộc tính “clas”. Có phải là “class”?"),
        "{wrong}"
    );
    assert!(wrong.contains("\n    <td clas=\"so\">"), "{wrong}");
}
