//! Which line is which component: by what it says and, where words do not tell, by where it stands.

use std::collections::BTreeMap;

use super::frame::Frame;
use super::line::Line;
use super::paper::{MM, Paper};
use super::part::Part;
use super::profile::{Mark, Profile};
use super::prose::centered;

/// Types of administrative documents (Nghị định 30/2020/NĐ-CP, Điều 7), and the Party's, folded.
const KINDS: &[&str] = &[
    "nghị quyết",
    "quyết định",
    "chỉ thị",
    "quy chế",
    "quy định",
    "thông cáo",
    "thông báo",
    "hướng dẫn",
    "chương trình",
    "kế hoạch",
    "phương án",
    "đề án",
    "dự án",
    "báo cáo",
    "biên bản",
    "tờ trình",
    "hợp đồng",
    "công điện",
    "bản ghi nhớ",
    "bản thỏa thuận",
    "giấy ủy quyền",
    "giấy mời",
    "giấy giới thiệu",
    "giấy nghỉ phép",
    "phiếu gửi",
    "phiếu chuyển",
    "phiếu báo",
    "thư công",
    "kết luận",
    "thông tri",
];
/// The head ends above this share of the first page.
const HEAD: f64 = 0.5;
/// Lines of one block stand no further apart (ems).
const BLOCK: f64 = 2.3;
/// No paragraph of the text is indented as much (points).
const FAR_IN: f64 = 25.0 * MM;
/// Words that stand in a box below the number and are no part of a subject.
const URGENCIES: [&str; 4] = ["khẩn", "thượng khẩn", "hoả tốc", "hỏa tốc"];

/// First pages of the main text and of the annexes.
pub fn starts(paper: &Paper, lines: &[Line]) -> Vec<usize> {
    let mut starts = vec![0];
    for page in 1..paper.sheets.len() {
        let on_page = lines.iter().filter(|line| line.page == page && !line.boxed);
        let begins = on_page.take(5).any(|line| is_annex(line) || line.folded.starts_with("(kèm theo"));
        if begins {
            starts.push(page);
        }
    }
    starts
}

fn is_annex(line: &Line) -> bool {
    line.folded.starts_with("phụ lục") && line.folded.chars().count() <= 16
}

/// Finds the components.
pub fn parts(
    paper: &Paper,
    lines: &[Line],
    starts: &[usize],
    marginal: &[usize],
    profile: &Profile,
    frame: &Frame,
) -> BTreeMap<Part, Vec<usize>> {
    let mut finder = Finder { lines, marginal, profile, frame, found: BTreeMap::new() };
    if let Some(sheet) = paper.sheets.first() {
        finder.head(sheet.height * HEAD, sheet.width);
    }
    finder.kind();
    finder.addressees();
    let main = starts.get(1).copied().unwrap_or(paper.sheets.len());
    finder.signature(main);
    finder.basis(main);
    for start in starts.iter().skip(1) {
        finder.annex(*start);
    }
    finder.found
}

struct Finder<'a> {
    lines: &'a [Line],
    /// Page numbers, the address.
    marginal: &'a [usize],
    profile: &'a Profile,
    frame: &'a Frame,
    found: BTreeMap<Part, Vec<usize>>,
}

impl Finder<'_> {
    fn add(&mut self, part: Part, index: usize) {
        self.found.entry(part).or_default().push(index);
    }

    fn line(&self, part: Part) -> Option<&Line> {
        self.found.get(&part)?.first().and_then(|index| self.lines.get(*index))
    }

    /// The first line of page 1 that holds.
    fn find(&self, holds: impl Fn(&Line) -> bool) -> Option<usize> {
        self.lines.iter().position(|line| line.page == 0 && !line.boxed && holds(line))
    }

    fn head(&mut self, floor: f64, width: f64) {
        let motto =
            |line: &Line| line.folded.replace(" -", "-").replace("- ", "-") == "độc lập-tự do-hạnh phúc";
        let heading = self.profile.heading;
        let named = |line: &Line| {
            let text =
                line.folded.strip_prefix("số").map(|rest| rest.trim_start_matches([':', ' ', '.', '…', '_']));
            text.is_some_and(|text| line.y > floor && (text.is_empty() || text.contains(['/', '-', '*'])))
                && line.center() < width / 2.0
                && line.folded.chars().count() < 40
        };
        let dated = |line: &Line| {
            ["ngày", "tháng", "năm"].iter().all(|word| line.folded.contains(word))
                && line.y > floor
                && line.center() > width * 0.45
                && line.width() < width * 0.5
        };
        let about = |line: &Line| {
            line.y > floor
                && line.center() < width / 2.0
                && (line.folded.starts_with("v/v") || line.folded.starts_with("về việc"))
        };
        let found = [
            (Part::Heading, self.find(|line| line.folded == heading)),
            (Part::Motto, self.find(motto)),
            (Part::Number, self.find(named)),
            (Part::PlaceDate, self.find(dated)),
            (Part::LetterSubject, self.find(about)),
            (
                Part::Addressee,
                self.find(|line| {
                    line.folded.starts_with("kính gửi") || line.folded.starts_with("kính trình")
                }),
            ),
        ];
        for (part, index) in found {
            if let Some(index) = index {
                self.add(part, index);
            }
        }
        self.letter_subject(width);
        self.organ();
    }

    fn letter_subject(&mut self, width: f64) {
        let Some(first) = self.found.get(&Part::LetterSubject).and_then(|found| found.first()).copied()
        else {
            return;
        };
        let mut y = self.lines[first].y;
        for index in first + 1..self.lines.len().min(first + 12) {
            let line = &self.lines[index];
            let near = line.page == 0 && y - line.y < BLOCK * line.size && line.center() < width / 2.0;
            let other = URGENCIES.contains(&line.folded.as_str())
                || line.folded.starts_with("kính gửi")
                || super::rules::is_mark(line);
            if near && line.width() < width * 0.45 && !other {
                y = line.y;
                self.add(Part::LetterSubject, index);
            }
        }
    }

    /// The block at the left of the heading, down to the number.
    fn organ(&mut self) {
        let Some(heading) = self.line(Part::Heading).or(self.line(Part::Motto)).cloned() else { return };
        let floor = self
            .line(Part::Number)
            .or(self.line(Part::PlaceDate))
            .map_or(heading.y - 60.0, |line| line.y + 2.0);
        let block: Vec<usize> = (0..self.lines.len())
            .filter(|index| {
                let line = &self.lines[*index];
                let beside = line.page == 0 && !line.boxed && line.center() < heading.x0;
                beside && line.y < heading.y + 20.0 && line.y > floor && !is_typed(line)
            })
            .collect();
        let bold = block.iter().position(|index| self.lines[*index].bold);
        for (place, index) in block.into_iter().enumerate() {
            let above = bold.is_some_and(|first| place < first);
            self.add(if above { Part::Superior } else { Part::Organ }, index);
        }
    }

    fn kind(&mut self) {
        let frame = *self.frame;
        let kind = self.find(|line| {
            KINDS.iter().any(|kind| line.folded == *kind || line.folded.starts_with(&format!("{kind} ")))
                && (line.center() - frame.center()).abs() < 15.0 * MM
                && line.x0 > frame.left + 15.0 * MM
                && !line.folded.ends_with(['.', ':', ';'])
        });
        let Some(kind) = kind else { return };
        self.add(Part::Kind, kind);
        let mut above = &self.lines[kind];
        for index in kind + 1..self.lines.len() {
            let line = &self.lines[index];
            let near = line.page == 0 && above.y - line.y < BLOCK * line.size && !line.boxed;
            let other = ["kính gửi", "kính trình", "căn cứ", "phần ", "chương ", "số:"];
            let stops = other.iter().any(|word| line.folded.starts_with(word)) || is_typed(line);
            let typed = self
                .profile
                .signs
                .iter()
                .any(|sign| sign.under == Part::Subject && matches!(sign.mark, Mark::Typed(_)));
            let ruled = !typed && line.bold != self.lines[kind].bold;
            // A bold line with like margins is a title, also where it begins as far in as a paragraph.
            let title = line.bold && even(line, self.frame) || centered(line, self.frame);
            if !near || stops || ruled || !title {
                break;
            }
            self.add(Part::Subject, index);
            above = line;
        }
    }

    /// The list below “Kính gửi:”: it stands far in.
    fn addressees(&mut self) {
        let Some(first) = self.found.get(&Part::Addressee).and_then(|found| found.first()).copied() else {
            return;
        };
        let mut above = &self.lines[first];
        for index in first + 1..self.lines.len() {
            let line = &self.lines[index];
            let near = line.page == 0 && above.y - line.y < BLOCK * line.size && !line.boxed;
            if !near || line.x0 < self.frame.left + FAR_IN {
                break;
            }
            self.add(Part::Addressee, index);
            above = line;
        }
    }

    /// From “Nơi nhận” to the end of its list, and the signature at its right.
    fn signature(&mut self, main: usize) {
        let Some(head) =
            self.lines.iter().rposition(|line| line.page < main && line.folded.starts_with("nơi nhận"))
        else {
            return;
        };
        self.add(Part::RecipientsHead, head);
        let start = self.lines[head].clone();
        let middle = self.frame.center();
        let (mut left, mut right) = (start.y, None);
        for index in 0..self.lines.len() {
            let line = &self.lines[index];
            let other = index == head || self.marginal.contains(&index);
            if line.page != start.page || line.boxed || line.y > start.y + 10.0 || other {
                continue;
            }
            if line.center() < middle
                && left - line.y < BLOCK * 14.0
                && line.width() < self.frame.width() * 0.55
            {
                left = line.y;
                self.add(Part::Recipients, index);
            } else if line.center() >= middle && line.x0 > self.frame.left + self.frame.width() * 0.3 {
                let name = right.is_some_and(|y: f64| y - line.y > BLOCK * line.size)
                    || self.found.contains_key(&Part::SignerName);
                right = Some(line.y);
                self.add(if name { Part::SignerName } else { Part::Signer }, index);
            }
        }
    }

    /// Paragraphs “Căn cứ …” before the first that is none.
    fn basis(&mut self, main: usize) {
        let begins = |line: &Line| line.folded.trim_start_matches("- ").starts_with("căn cứ ");
        let Some(first) = self
            .lines
            .iter()
            .position(|line| line.page < main && line.page < 2 && !line.boxed && begins(line))
        else {
            return;
        };
        let indent = self.lines[first].x0;
        // A body that begins with “Căn cứ” and runs on is no list of bases: those end in “;” or “.”.
        for index in first..self.lines.len() {
            let line = &self.lines[index];
            let next = line.x0 > indent - 3.0 && !begins(line);
            if line.page >= main || line.boxed || next || (centered(line, self.frame) && !begins(line)) {
                break;
            }
            self.add(Part::Basis, index);
        }
        let ends = self
            .found
            .get(&Part::Basis)
            .and_then(|lines| lines.last())
            .and_then(|index| self.lines.get(*index));
        if !ends.is_some_and(|line| line.text.ends_with([';', '.', ','])) {
            self.found.remove(&Part::Basis);
        }
    }

    fn annex(&mut self, page: usize) {
        let on_page: Vec<usize> = (0..self.lines.len())
            .filter(|index| self.lines[*index].page == page && !self.lines[*index].boxed)
            .collect();
        let Some(first) = on_page.iter().position(|index| is_annex(&self.lines[*index])) else { return };
        let mut note = false;
        for index in on_page.into_iter().skip(first).take(12) {
            let line = &self.lines[index];
            let text = line.folded.clone();
            if is_annex(line) {
                self.add(Part::AnnexNumber, index);
            } else if note || text.starts_with("(kèm theo") {
                note = true;
                self.add(Part::AnnexNote, index);
                if text.ends_with(')') {
                    return;
                }
            } else if line.bold {
                self.add(Part::AnnexName, index);
            } else {
                return;
            }
        }
    }
}

/// As far from the left margin as from the right one, and well away from both.
fn even(line: &Line, frame: &Frame) -> bool {
    (line.center() - frame.center()).abs() < 2.0 * MM && line.x0 > frame.left + 5.0 * MM
}

/// Typed instead of drawn: hyphens, underscores, stars.
pub fn is_typed(line: &Line) -> bool {
    !line.folded.is_empty() && line.folded.chars().all(|letter| "_-─=*.~ ".contains(letter))
}
