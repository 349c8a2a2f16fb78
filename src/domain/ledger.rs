//! All figures that were sent, figure by figure instead of file by file: what `merge` weighs.

use std::mem;

use super::{At, Quantity, Sent, Settings, Submission};

/// What one submission says of one indicator in one column. A country has more than a million: five words each.
#[derive(Debug, Clone, PartialEq)]
pub struct Posting {
    /// Which submission, counted in the order in which they came.
    pub submission: u32,
    /// `None`: a declared gap.
    pub figure: Option<At<Quantity>>,
}

/// Postings by indicator and column, within each in the order in which the submissions were posted. They are gathered while files
/// are read, so that a country's figures never stand in memory twice.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    columns: usize,
    /// `[indicator × columns + column]`.
    nodes: Vec<Vec<Posting>>,
    /// How many submissions an entry is likely to have: room that is asked for once.
    room: usize,
}

impl Ledger {
    /// An empty ledger for so many indicators and columns; `room`: about how many submissions will come.
    pub fn new(indicators: usize, columns: usize, room: usize) -> Ledger {
        Ledger { columns, nodes: vec![Vec::new(); indicators * columns], room }
    }

    /// Posts the figures of a submission. What names no indicator or column is left out.
    pub fn post(&mut self, submission: u32, figures: Vec<Sent>) {
        for Sent { indicator, column, figure } in figures {
            let (indicator, column) = (indicator as usize, column as usize);
            if column >= self.columns {
                continue;
            }
            if let Some(node) = self.nodes.get_mut(indicator * self.columns + column) {
                if node.capacity() == 0 {
                    node.reserve_exact(self.room);
                }
                node.push(Posting { submission, figure });
            }
        }
    }

    /// The postings of each indicator and column, indicator by indicator.
    pub fn nodes(&self) -> impl Iterator<Item = &[Posting]> {
        self.nodes.iter().map(Vec::as_slice)
    }

    /// Those of one indicator and column, taken out.
    pub fn take(&mut self, indicator: usize, column: usize) -> Vec<Posting> {
        let node = self.nodes.get_mut(indicator * self.columns + column);
        node.filter(|_| column < self.columns).map(mem::take).unwrap_or_default()
    }

    /// Gives every submission its place in a stated order, `places[number]`, and puts the postings into that order; those of one
    /// submission stay as they are.
    pub fn arrange(&mut self, places: &[u32]) {
        for node in &mut self.nodes {
            for posting in node.iter_mut() {
                posting.submission = places.get(posting.submission as usize).copied().unwrap_or(u32::MAX);
            }
            // Nearly always so already: files come in the order of the roster.
            if !node.is_sorted_by_key(|posting| posting.submission) {
                node.sort_by_key(|posting| posting.submission);
            }
        }
    }

    /// Those of some submissions, under new numbers: `numbers[old]`, `None` for one that stays out.
    pub fn of(&self, numbers: &[Option<u32>]) -> Ledger {
        let kept = |posting: &Posting| {
            let submission = numbers.get(posting.submission as usize).copied().flatten()?;
            Some(Posting { submission, figure: posting.figure.clone() })
        };
        let nodes = self.nodes.iter().map(|node| node.iter().filter_map(kept).collect());
        Ledger { columns: self.columns, nodes: nodes.collect(), room: self.room }
    }
}

/// All that came in, read and checked: the submissions, and their figures taken out of them.
#[derive(Debug, Clone)]
pub struct Intake {
    pub submissions: Vec<Submission>,
    /// Numbers are positions in `submissions`.
    pub ledger: Ledger,
}

impl Intake {
    /// Nothing yet; `room`: about how many submissions will come.
    pub fn new(settings: &Settings, room: usize) -> Intake {
        let (indicators, columns) = (settings.catalogue.indicators.len(), settings.columns.len());
        Intake { submissions: Vec::with_capacity(room), ledger: Ledger::new(indicators, columns, room) }
    }

    /// Of submissions that are all there.
    pub fn of(submissions: Vec<Submission>, settings: &Settings) -> Intake {
        let mut intake = Intake::new(settings, submissions.len());
        submissions.into_iter().for_each(|submission| intake.add(submission));
        intake
    }

    /// Adds one, its figures to the ledger.
    pub fn add(&mut self, mut submission: Submission) {
        let number = u32::try_from(self.submissions.len()).unwrap_or(u32::MAX);
        self.ledger.post(number, mem::take(&mut submission.figures));
        self.submissions.push(submission);
    }

    /// Only those that are wanted.
    pub fn only(&self, is_wanted: impl Fn(&Submission) -> bool) -> Intake {
        let mut submissions = Vec::new();
        let mut numbers = Vec::with_capacity(self.submissions.len());
        for submission in &self.submissions {
            let wanted = is_wanted(submission);
            numbers.push(u32::try_from(submissions.len()).ok().filter(|_| wanted));
            submissions.extend(wanted.then(|| submission.clone()));
        }
        Intake { submissions, ledger: self.ledger.of(&numbers) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Intake, Ledger, Posting};
    use crate::domain::fixture::{settings, spec, submission};
    use crate::domain::{Aggregation, Sent};

    fn figures(texts: &[(usize, &str)]) -> Vec<Sent> {
        submission("KT", 1, "k.xlsx", texts, "hộ").figures
    }

    #[test]
    fn figures_go_to_their_indicator_and_column_and_strangers_nowhere() {
        let mut ledger = Ledger::new(2, 2, 8);
        ledger.post(0, figures(&[(0, "5"), (1, "?"), (2, "9")]));
        let mut beyond = figures(&[(0, "7")]);
        beyond[0].column = 2;
        ledger.post(1, [figures(&[(0, "6")]), beyond].concat());
        let counts: Vec<usize> = ledger.nodes().map(<[Posting]>::len).collect();
        assert_eq!(counts, [0, 2, 0, 1]);
        let second = ledger.of(&[None, Some(0)]);
        assert_eq!(second.nodes().map(<[Posting]>::len).collect::<Vec<_>>(), [0, 1, 0, 0]);
        let gap = ledger.take(1, 1);
        assert_eq!((gap[0].submission, gap[0].figure.is_none()), (0, true));
        assert!(ledger.take(1, 1).is_empty() && ledger.take(0, 2).is_empty() && ledger.take(9, 0).is_empty());
    }

    #[test]
    fn submissions_are_put_in_order_and_left_out() {
        let settings = settings(vec![spec("CT01", "hộ", "KT", Aggregation::Owner)]);
        let files = [(2, "6"), (1, "5"), (3, "?")];
        let files = files.map(|(round, text)| submission("KT", round, "k.xlsx", &[(0, text)], "hộ"));
        let mut intake = Intake::of(files.to_vec(), &settings);
        assert!(intake.submissions.iter().all(|one| one.figures.is_empty()));
        let early = intake.only(|one| one.round < 3);
        let texts = |ledger: &Ledger| -> Vec<(u32, Option<String>)> {
            let all = ledger.nodes().flatten();
            all.map(|one| (one.submission, one.figure.as_ref().map(|at| at.value.text().to_string())))
                .collect()
        };
        assert_eq!(early.submissions.len(), 2);
        assert_eq!(texts(&early.ledger), [(0, Some("6".into())), (1, Some("5".into()))]);
        assert_eq!(texts(&intake.only(|one| one.round != 2).ledger), [(0, Some("5".into())), (1, None)]);
        intake.ledger.arrange(&[1, 0, 2]);
        assert_eq!(texts(&intake.ledger), [(0, Some("5".into())), (1, Some("6".into())), (2, None)]);
    }

    #[test]
    fn a_posting_is_five_words() {
        assert_eq!(size_of::<Posting>(), 5 * size_of::<usize>());
    }
}
