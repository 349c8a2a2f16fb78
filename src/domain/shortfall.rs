//! What a total lacks, and what the office wants done about it.

use super::{Catalogue, DepartmentKind, Origin, Quantity};

/// `Thiếu số liệu` of the catalogue: what becomes of a total of which a unit or part gave no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum WhenMissing {
    /// bỏ qua: the total of those that are there, provisional.
    #[default]
    LeaveOut,
    /// năm trước: the unit's own figure of the year before stands in, provisional.
    LastYear,
    /// không tổng hợp: no total until all are there.
    Refuse,
}

impl WhenMissing {
    /// The stable key for machines.
    pub fn key(self) -> &'static str {
        match self {
            WhenMissing::LeaveOut => "leave-out",
            WhenMissing::LastYear => "last-year",
            WhenMissing::Refuse => "refuse",
        }
    }

    /// As the catalogue writes it.
    pub fn vietnamese(self) -> &'static str {
        match self {
            WhenMissing::LeaveOut => "bỏ qua",
            WhenMissing::LastYear => "năm trước",
            WhenMissing::Refuse => "không tổng hợp",
        }
    }
}

/// What the total is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// Units: positions in `Catalogue::departments`.
    Units,
    /// Parts (Thuộc) or members of a formula: positions in `Catalogue::indicators`.
    Indicators,
}

/// A figure of an earlier year that stands in for one that is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct StandIn {
    /// Whose: a position, see [`PartKind`].
    pub of: u32,
    /// The value column that it was taken from.
    pub column: usize,
    pub quantity: Quantity,
    pub sources: Vec<Origin>,
}

/// What was not there when a figure was made. Boxed in a figure, because nearly all lack nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortfall {
    pub choice: WhenMissing,
    pub kind: PartKind,
    /// How many gave a figure of their own, how many should.
    pub have: u32,
    pub want: u32,
    /// Positions of those that gave none that counts, ascending.
    pub missing: Vec<u32>,
    /// For some of them, what stands in.
    pub stand_ins: Vec<StandIn>,
}

impl Shortfall {
    /// The name of one of those that are missing.
    pub fn name<'a>(&self, catalogue: &'a Catalogue, of: u32) -> &'a str {
        let at = of as usize;
        match self.kind {
            PartKind::Units => catalogue.departments.get(at).map_or("", |unit| &unit.name),
            PartKind::Indicators => catalogue.indicators.get(at).map_or("", |spec| &spec.code),
        }
    }

    /// What is counted, in a word or two: "xã, phường", "chỉ tiêu thành phần".
    pub fn noun(&self, units: &str) -> String {
        match self.kind {
            PartKind::Units => units.to_string(),
            PartKind::Indicators => "chỉ tiêu thành phần".to_string(),
        }
    }

    /// "tổng hợp 11/13 xã", "tổng hợp 11/13 xã, 2 xã lấy số năm trước", "mới có 11/13 xã, chưa tổng hợp". `units`: those
    /// of the plan.
    pub fn words(&self, units: &str) -> String {
        let noun = self.noun(units);
        let share = format!("{}/{} {noun}", self.have, self.want);
        match (self.choice, self.stand_ins.len()) {
            (WhenMissing::Refuse, _) => format!("mới có {share}, chưa tổng hợp"),
            (_, 0) => format!("tổng hợp {share}"),
            (_, count) => format!("tổng hợp {share}, {count} {noun} lấy số năm trước"),
        }
    }
}

impl Catalogue {
    /// What territorial units are called here: "xã", "xã, phường"; "đơn vị" where the catalogue names no kind or many.
    pub fn unit_noun(&self) -> String {
        let mut kinds: Vec<String> = Vec::new();
        for unit in self.departments.iter().filter(|unit| unit.kind == DepartmentKind::Territory) {
            let kind = unit.kind_text.trim().to_lowercase();
            if kind.is_empty() || kinds.len() > 3 {
                return "đơn vị".to_string();
            }
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        if kinds.is_empty() || kinds.len() > 3 { "đơn vị".to_string() } else { kinds.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::{PartKind, Shortfall, StandIn, WhenMissing};
    use crate::domain::fixture::{figure, settings};

    #[test]
    fn coverage_in_words() {
        let mut short = Shortfall {
            choice: WhenMissing::LeaveOut,
            kind: PartKind::Units,
            have: 11,
            want: 13,
            missing: vec![2, 3],
            stand_ins: Vec::new(),
        };
        assert_eq!(short.words("xã"), "tổng hợp 11/13 xã");
        short.choice = WhenMissing::Refuse;
        assert_eq!(short.words("xã, phường"), "mới có 11/13 xã, phường, chưa tổng hợp");
        short.choice = WhenMissing::LastYear;
        short
            .stand_ins
            .push(StandIn { of: 2, column: 0, quantity: figure("5", "hộ"), sources: Vec::new() });
        assert_eq!(short.words("xã"), "tổng hợp 11/13 xã, 1 xã lấy số năm trước");
        short.kind = PartKind::Indicators;
        assert!(short.words("xã").contains("chỉ tiêu thành phần"));
    }

    #[test]
    fn units_are_called_by_their_kinds() {
        let mut catalogue = settings(Vec::new()).catalogue;
        assert_eq!(catalogue.unit_noun(), "đơn vị");
        for (at, kind) in ["xã", "Phường", "xã"].into_iter().enumerate() {
            catalogue.departments[at + 2].kind_text = kind.into();
        }
        assert_eq!(catalogue.unit_noun(), "xã, phường");
    }
}
