//! The office's own choices: who it is, the year, the columns, the documents to print.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use super::{Catalogue, ComparisonKind};
use crate::finding::Severity;

/// What a value column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnRole {
    /// Thực hiện.
    Actual,
    /// Ước thực hiện.
    Estimate,
    /// Kế hoạch.
    Plan,
}

/// One value column of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Stable key: `th_n2`, `kh_n1`, `uth_n1`, `kh_n`.
    pub key: String,
    pub role: ColumnRole,
    pub year: i32,
    /// For headings: `Thực hiện năm 2022`.
    pub title: String,
    /// For narrow headings: `TH năm 2022`.
    pub short: String,
}

/// One computed comparison column.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonSpec {
    /// e.g. `kh_n__uth_n1`.
    pub key: String,
    /// Positions in `Settings::columns`: numerator and base.
    pub of: usize,
    pub to: usize,
    /// What is shown for ordinary indicators; percentages are compared in points.
    pub kind: ComparisonKind,
    /// For headings: `KH 2024/ƯTH 2023 (%)`.
    pub title: String,
}

/// The organ that issues the documents. Every word that names a level of government stands here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Office {
    /// Cơ quan chủ quản, if any, one entry a printed line.
    pub superior: Vec<String>,
    /// Tên cơ quan ban hành, one entry a printed line: ["ỦY BAN NHÂN DÂN", "THỊ XÃ QUẢNG YÊN"].
    pub organ: Vec<String>,
    /// In a sentence: "Ủy ban nhân dân thị xã Quảng Yên".
    pub organ_name: String,
    /// Abbreviation in symbols: "UBND".
    pub symbol: String,
    /// Địa danh: "Quảng Yên".
    pub place: String,
    /// The territory in a sentence: "thị xã Quảng Yên"; and the common noun alone: "thị xã".
    pub territory: String,
    pub territory_kind: String,
    /// The drafting unit: "Phòng Tài chính - Kế hoạch" and its abbreviation "TCKH".
    pub drafter: String,
    pub drafter_symbol: String,
    /// The body that reviews the draft: "Ban Thường vụ Thị ủy".
    pub reviewer: String,
    /// Further free words for the office's own templates.
    pub words: BTreeMap<String, String>,
}

/// The signature block, lines as printed (Điều 13 of the Decree).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Signature {
    /// e.g. ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"].
    pub lines: Vec<String>,
    /// Other titles of the signer, printed above the name (ô 7b); empty for most.
    pub titles: Vec<String>,
    /// Họ và tên; empty in a draft.
    pub name: String,
}

/// The mark of a draft; the Decree has none, so it is an overlay that a final never shows.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftMark {
    /// "DỰ THẢO" or "DỰ THẢO LẦN 2"; empty: no mark.
    pub text: String,
    /// Under số, ký hiệu at the left instead of in the top margin (ô 11).
    pub under_number: bool,
    /// Number of the draft, from 1 (`lan-du-thao`).
    pub number: u32,
}

impl Default for DraftMark {
    fn default() -> DraftMark {
        DraftMark { text: String::new(), under_number: false, number: 1 }
    }
}

/// Mức độ khẩn (Decree, Phụ lục I, III.3.b).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// KHẨN.
    Urgent,
    /// THƯỢNG KHẨN.
    VeryUrgent,
    /// HOẢ TỐC.
    Express,
}

/// What the line "(Kèm theo …)" of an appendix shows (Decree, Phụ lục I, III.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AppendixForm {
    /// Paper: number and date are filled in as soon as they are known.
    #[default]
    Paper,
    /// Electronic: the blanks stay.
    Electronic,
}

/// Where the tone mark of oa, oe, uy stands; both are correct.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// hòa, khỏe, thủy.
    Old,
    /// hoà, khoẻ, thuỷ.
    New,
}

/// Number and date that the văn thư gave; printed in a final only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Issue {
    pub number: Option<u32>,
    pub date: Option<NaiveDate>,
}

/// Which departments get a copy of a document of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PerUnit {
    /// Those that have sent nothing usable, and those that sent late.
    Behind,
    /// Only those that have sent nothing usable.
    Missing,
}

/// One document to print.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentSpec {
    /// Name of the output without extension: `ke-hoach`.
    pub name: String,
    /// Name of the template: `ke-hoach`.
    pub template: String,
    /// Tên loại: "KẾ HOẠCH".
    pub kind: String,
    /// Abbreviation in the symbol: "KH".
    pub kind_symbol: String,
    /// Trích yếu: "Phát triển kinh tế - xã hội năm 2024".
    pub subject: String,
    /// Kính gửi, if any.
    pub addressees: Vec<String>,
    /// Căn cứ, without "Căn cứ", in order.
    pub grounds: Vec<String>,
    /// Nơi nhận, without the dash, without the last "Lưu" line.
    pub recipients: Vec<String>,
    /// "VT, TCKH".
    pub archive: String,
    pub signature: Signature,
    /// Free texts of this document for the template: name → paragraphs.
    pub texts: BTreeMap<String, Vec<String>>,
    /// Stylesheet name; default `nghi-dinh-30`.
    pub stylesheet: String,
    /// Carry tong-hop.xlsx and tong-hop.json inside the PDF.
    pub attach: bool,
    /// Mức độ khẩn, if any.
    pub urgency: Option<Urgency>,
    /// Chỉ dẫn phạm vi lưu hành as printed: "LƯU HÀNH NỘI BỘ"; empty: none.
    pub circulation: String,
    /// Address, telephone, e-mail at the foot of page 1 (ô 13), one entry a printed line.
    pub contact: Vec<String>,
    /// Initials of the drafter and number of copies (ô 12): "PL.(300)".
    pub typist: String,
    pub appendix_form: AppendixForm,
    pub issue: Issue,
    /// How the template's own words are spelled; `None`: as the template has them.
    pub spelling: Option<Spelling>,
    /// Printed once for each of these departments (`<name>/<department>.pdf`) instead of once.
    pub per_unit: Option<PerUnit>,
    /// Code of the department that such a copy is for; empty otherwise.
    pub unit: String,
    /// The issuing body where it is not the plan's own office.
    pub office: Option<Office>,
}

/// Caps on untrusted files.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    pub file_bytes: u64,
    pub unzipped_bytes: u64,
    pub cells: usize,
    pub text_bytes: usize,
    /// How many times larger than itself a zip of office parts may inflate, from 64 MB on.
    pub ratio: u64,
    /// Parts of a zip.
    pub parts: usize,
    /// Elements inside elements of an OpenDocument sheet; the other formats are read without a stack.
    pub depth: usize,
    /// Seconds that a worker process may take for one file.
    pub seconds: u64,
    /// Memory that a worker process may take.
    pub memory_bytes: u64,
}

impl Default for Limits {
    /// Ten times the largest genuine submission seen, so that nobody honest meets them.
    fn default() -> Limits {
        Limits {
            file_bytes: 64 << 20,
            unzipped_bytes: 512 << 20,
            cells: 2_000_000,
            text_bytes: 32_767,
            // Deflate reaches 1,032; real sheets stay under 60, drawn-out ones near 150.
            ratio: 300,
            // A sheet, its drawings and relations are about five.
            parts: 20_000,
            depth: 100,
            seconds: 60,
            memory_bytes: 1 << 30,
        }
    }
}

/// Everything that `tonghop.toml` and `danh-muc.xlsx` say.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder name of the plan: `quang-yen-2024`.
    pub plan: String,
    /// Title of the plan in a sentence: "Kế hoạch phát triển kinh tế - xã hội năm 2024".
    pub title: String,
    /// Năm kế hoạch, N.
    pub year: i32,
    pub office: Office,
    pub draft: DraftMark,
    pub columns: Vec<Column>,
    pub comparisons: Vec<ComparisonSpec>,
    pub documents: Vec<DocumentSpec>,
    pub catalogue: Catalogue,
    /// General deadline; a department's own goes first.
    pub deadline: Option<NaiveDate>,
    /// When the office's own scheduler makes the plan every day; only to tell what was missed.
    pub schedule: Option<NaiveTime>,
    /// Font files named by the office: regular, bold, italic, bold italic; empty: the bundled face.
    pub fonts: Vec<String>,
    pub limits: Limits,
    /// Words printed for an illustrative plan ("số liệu minh họa"), if any.
    pub remark: String,
    /// Severities that the office chose for single codes (`[muc-do]`), by id.
    pub severities: BTreeMap<String, Severity>,
}

impl Settings {
    /// Position of the plan year's own plan column (`kh_n`), the one that must be filled.
    pub fn plan_column(&self) -> usize {
        self.columns
            .iter()
            .position(|column| column.role == ColumnRole::Plan && column.year == self.year)
            .unwrap_or(self.columns.len().saturating_sub(1))
    }
}
