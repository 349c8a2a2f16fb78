//! How figures stand against what was wanted: last year's estimate against its plan, the plan against the resolution.

/// What a figure is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Yardstick {
    /// The estimate of the year before, against the plan of that year.
    YearBefore,
    /// The plan, against the resolution's target.
    Resolution,
}

impl Yardstick {
    pub const ALL: [Yardstick; 2] = [Yardstick::YearBefore, Yardstick::Resolution];

    /// For machines.
    pub fn key(self) -> &'static str {
        match self {
            Yardstick::YearBefore => "year-before",
            Yardstick::Resolution => "resolution",
        }
    }

    /// For headings.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Yardstick::YearBefore => "Ước thực hiện so với kế hoạch năm trước",
            Yardstick::Resolution => "Kế hoạch so với mục tiêu nghị quyết",
        }
    }
}

/// Đạt, vượt, chưa đạt – or nobody can tell yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    Exceeded,
    Met,
    NotMet,
    Unknown,
}

impl Standing {
    /// For machines.
    pub fn key(self) -> &'static str {
        match self {
            Standing::Exceeded => "exceeded",
            Standing::Met => "met",
            Standing::NotMet => "not-met",
            Standing::Unknown => "unknown",
        }
    }

    /// For print.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Standing::Exceeded => "Vượt",
            Standing::Met => "Đạt",
            Standing::NotMet => "Chưa đạt",
            Standing::Unknown => "Chưa đánh giá được",
        }
    }
}

/// One indicator against one yardstick.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// Position in `Plan::indicators`.
    pub indicator: usize,
    pub yardstick: Yardstick,
    pub standing: Standing,
    /// The figure and what was wanted, for print; empty where there is none.
    pub figure: String,
    pub wanted: String,
    /// Why it cannot be told, or what the verdict rests on; may be empty.
    pub reason: String,
}

/// The counts of one yardstick, over the indicators that are no part of another one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    pub exceeded: usize,
    pub met: usize,
    pub not_met: usize,
    pub unknown: usize,
}

impl Score {
    /// All that were held against the yardstick.
    pub fn total(self) -> usize {
        self.reached() + self.not_met + self.unknown
    }

    /// Đạt và vượt.
    pub fn reached(self) -> usize {
        self.exceeded + self.met
    }
}

/// All verdicts, in plan order for each yardstick, and their counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assessed {
    pub verdicts: Vec<Assessment>,
    pub year_before: Score,
    pub resolution: Score,
}

impl Assessed {
    /// The counts of a yardstick.
    pub fn score(&self, of: Yardstick) -> Score {
        match of {
            Yardstick::YearBefore => self.year_before,
            Yardstick::Resolution => self.resolution,
        }
    }

    /// The verdict on an indicator (its position), by one yardstick. The list is sorted by yardstick and position.
    pub fn verdict(&self, indicator: usize, by: Yardstick) -> Option<&Assessment> {
        let found =
            self.verdicts.binary_search_by_key(&(by, indicator), |one| (one.yardstick, one.indicator));
        found.ok().and_then(|at| self.verdicts.get(at))
    }
}
