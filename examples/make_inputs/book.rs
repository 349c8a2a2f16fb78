//! What an example plan is made of: catalogue rows, submissions, and how a department lays its figures out.

/// One plan folder.
pub struct Plan {
    pub folder: &'static str,
    pub year: u16,
    /// The organ above the departments, as they head their papers.
    pub organ: &'static str,
    pub units: Vec<Unit>,
    pub targets: Vec<Target>,
    pub rules: Vec<[&'static str; 4]>,
    pub submissions: Vec<Submission>,
}

/// A row of DonVi: code, name, other names, kind.
pub struct Unit {
    pub code: &'static str,
    pub name: String,
    pub aliases: &'static str,
    pub kind: &'static str,
}

/// A row of ChiTieu.
#[derive(Default)]
pub struct Target {
    pub code: &'static str,
    pub ordinal: &'static str,
    pub group: &'static str,
    pub name: &'static str,
    pub aliases: &'static str,
    pub unit: &'static str,
    pub owner: &'static str,
    pub co_owners: &'static str,
    pub method: &'static str,
    pub formula: &'static str,
    pub direction: &'static str,
    pub parent: &'static str,
    pub headline: bool,
    /// Mục tiêu nghị quyết; illustrative.
    pub resolution: &'static str,
    pub range: [&'static str; 2],
    pub decimals: &'static str,
    pub note: &'static str,
}

/// A row of a figures sheet. A value that is a plain number becomes a number cell, everything else stays text.
#[derive(Clone, Default)]
pub struct Row {
    pub code: &'static str,
    pub name: &'static str,
    pub unit: &'static str,
    pub values: [String; 4],
    pub note: &'static str,
}

/// How the department laid its figures out.
#[derive(Clone, Copy, PartialEq, Default)]
pub enum Layout {
    /// The issued form, with a cover.
    #[default]
    Form,
    /// The issued form, but the cover was thrown away.
    NoCover,
    /// A heading of two merged rows, years above.
    TwoRows,
    /// The department's own table: other order, other words.
    Own,
}

/// One submitted file.
#[derive(Default)]
pub struct Submission {
    pub file: &'static str,
    pub unit: String,
    pub round: u8,
    /// Day, month, year on the cover.
    pub date: (u8, u8, u16),
    pub changes: &'static str,
    pub layout: Layout,
    pub rows: Vec<Row>,
    /// Lĩnh vực, nội dung, chủ trì, phối hợp, sản phẩm, thời hạn, mã chỉ tiêu.
    pub tasks: Vec<[&'static str; 7]>,
    /// The note of each task; empty where the form has no such column.
    pub task_notes: Vec<&'static str>,
    /// Góp ý vào, ý kiến, đề xuất, lý do.
    pub opinions: Vec<[&'static str; 4]>,
}
