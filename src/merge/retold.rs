//! One department's tasks over its rounds: told again in the same words, in another field, in near words, or withdrawn.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::panic::resume_unwind;
use std::rc::Rc;
use std::sync::LazyLock;
use std::thread::scope;

use crate::domain::key::{self, QuickMap};
use crate::domain::{Submission, TaskRow};
use crate::finding::{Code, Finding, Findings};

use super::near::Near;
use super::roster::Roster;

/// How alike two wordings of one task are at least, in thousandths: more than of an opinion, because a task that is taken
/// for another one would be lost.
const ALIKE: u32 = 800;

/// One row with the department that sent it.
#[derive(Clone)]
pub(super) struct Row<'a> {
    pub(super) department: &'a str,
    pub(super) round: u32,
    pub(super) row: &'a TaskRow,
    /// Folded once, compared many times.
    words: Rc<Words>,
}

/// A submission and the folded words of its tasks.
type Sent<'a> = (&'a Submission, Vec<Words>);

/// The words of the tasks of each submission, folded on so many threads, before they are compared on one.
fn folded(ordered: &[&Submission], threads: usize) -> Vec<Vec<Words>> {
    let of = |submissions: &[&Submission]| -> Vec<Vec<Words>> {
        submissions.iter().map(|one| one.tasks.iter().map(Words::of).collect()).collect()
    };
    if threads < 2 {
        return of(ordered);
    }
    let (own, others) = ordered.split_at(ordered.len().div_ceil(threads));
    scope(|scope| {
        let share = others.len().div_ceil(threads - 1).max(1);
        let helpers: Vec<_> = others.chunks(share).map(|part| scope.spawn(move || of(part))).collect();
        let mut all = of(own);
        for helper in helpers {
            all.extend(helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        all
    })
}

/// Field and content, as they are compared.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// Of both, made once; no sender can foresee it.
    hash: u64,
    pub(super) field: String,
    pub(super) content: String,
}

impl Words {
    fn of(row: &TaskRow) -> Words {
        let content = row.content.value.trim_end_matches(['.', ';', ' ']);
        let (field, content) = (key::fold(&row.field), key::fold(content));
        Words { hash: SECRET.hash_one((&field, &content)), field, content }
    }
}

static SECRET: LazyLock<RandomState> = LazyLock::new(RandomState::new);

impl Hash for Words {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// One task as one department tells it: its rows, oldest first, and all its wordings, the first one first.
pub(super) struct Line<'a> {
    pub(super) department: &'a str,
    pub(super) rows: Vec<Row<'a>>,
    pub(super) wordings: Vec<Rc<Words>>,
    /// The newest row takes the task back.
    pub(super) withdrawn: bool,
}

/// How a task is taken back, in the note or in place of its deadline: "Rút", "Bỏ: đã có trong kế hoạch khác".
const WITHDRAWALS: [&str; 12] = [
    "rút",
    "bỏ",
    "hủy",
    "xin rút",
    "đề nghị rút",
    "đề nghị bỏ",
    "rút nhiệm vụ",
    "bỏ nhiệm vụ",
    "hủy nhiệm vụ",
    "không thực hiện",
    "không đưa vào kế hoạch",
    "đưa ra khỏi kế hoạch",
];

fn withdraws(row: &TaskRow) -> bool {
    static FOLDED: LazyLock<Vec<String>> =
        LazyLock::new(|| WITHDRAWALS.iter().map(|word| key::fold(word)).collect());
    let says = |text: &str| {
        if text.is_empty() {
            return false;
        }
        let folded = key::fold_shared(text);
        let head = folded.split([':', ';', ',', '.', '(']).next().unwrap_or_default();
        let head = head.split(" - ").next().unwrap_or_default().trim();
        FOLDED.iter().any(|word| word == head)
    };
    says(&row.note) || says(&row.deadline)
}

/// The lines of all departments, in the order of the submissions.
pub(super) fn lines<'a>(
    ordered: &[&'a Submission],
    roster: &Roster,
    threads: usize,
    findings: &mut Findings,
) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut sent: Vec<Sent<'a>> = ordered.iter().copied().zip(folded(ordered, threads)).collect();
    for department in sent.chunk_by_mut(|a, b| a.0.department == b.0.department) {
        let mut told = Told { lines: Vec::new(), places: QuickMap::default() };
        for round in department.chunk_by_mut(|a, b| a.0.round == b.0.round) {
            told.hear(round, roster, findings);
        }
        lines.extend(told.lines);
    }
    lines
}

/// What one department has told so far.
struct Told<'a> {
    lines: Vec<Line<'a>>,
    /// By their exact words.
    places: QuickMap<Rc<Words>, usize>,
}

impl<'a> Told<'a> {
    /// One round: first what is told in the very words before, then the rest, so that a near neighbour never takes the place
    /// of the task itself.
    fn hear(&mut self, round: &mut [Sent<'a>], roster: &Roster, findings: &mut Findings) {
        let before = self.lines.len();
        let mut spoken: BTreeSet<usize> = BTreeSet::new();
        let mut others: Vec<Row<'a>> = Vec::new();
        for (submission, words) in round {
            for (row, words) in submission.tasks.iter().zip(std::mem::take(words)) {
                let (department, round) = (&*submission.department, submission.round);
                let row = Row { department, round, row, words: Rc::new(words) };
                match self.places.get(&row.words).copied() {
                    Some(place) => {
                        spoken.insert(place);
                        self.add(place, row);
                    }
                    None => others.push(row),
                }
            }
        }
        if before == 0 || others.is_empty() {
            others.into_iter().for_each(|row| self.tell(row));
            return;
        }
        let mut near = Near::default();
        for (place, line) in self.lines.iter().enumerate() {
            near.add(line.wordings.last().map_or("", |words| &words.content), place);
        }
        for row in others {
            match self.earlier(&row, &near, before, &spoken) {
                Some(place) => {
                    spoken.insert(place);
                    if let Some(finding) = self.lines.get(place).and_then(|line| reworded(line, &row, roster))
                    {
                        findings.add(finding);
                    }
                    self.add(place, row);
                }
                None => self.tell(row),
            }
        }
    }

    /// The line of an earlier round that this row tells in another field or in near words, if this round has not told it.
    fn earlier(&self, row: &Row<'a>, near: &Near, before: usize, spoken: &BTreeSet<usize>) -> Option<usize> {
        let words = &row.words;
        if self.places.contains_key(words) {
            return None;
        }
        let free = |place: usize| place < before && !spoken.contains(&place);
        let known = |place: usize| self.lines.get(place).and_then(|line| line.wordings.last());
        let moved = (0..before)
            .find(|place| free(*place) && known(*place).is_some_and(|known| known.content == words.content));
        moved.or_else(|| {
            let akin = |place: usize| {
                let same_field = known(place).is_some_and(|known| known.field == words.field);
                let owner = self.lines.get(place).and_then(|line| line.rows.last()?.row.owner.clone());
                free(place)
                    && (same_field || owner == row.row.owner)
                    && known(place).is_some_and(|known| numbers(&known.content) == numbers(&words.content))
            };
            let place = near.find(&words.content, akin)?;
            (key::likeness(&words.content, &known(place)?.content) >= ALIKE).then_some(place)
        })
    }

    /// A new line; or one more row of a line that this very round began.
    fn tell(&mut self, row: Row<'a>) {
        match self.places.get(&row.words).copied() {
            Some(place) => self.add(place, row),
            None => {
                self.places.insert(Rc::clone(&row.words), self.lines.len());
                self.lines.push(Line {
                    department: row.department,
                    wordings: vec![Rc::clone(&row.words)],
                    withdrawn: withdraws(row.row),
                    rows: vec![row],
                });
            }
        }
    }

    fn add(&mut self, place: usize, row: Row<'a>) {
        let words = Rc::clone(&row.words);
        if let Some(line) = self.lines.get_mut(place) {
            line.withdrawn = withdraws(row.row);
            line.rows.push(row);
            // The wording that is shown stands last.
            let first = line.wordings.first() == Some(&words);
            if line.wordings.last() != Some(&words) && !(first && line.wordings.len() == 1) {
                line.wordings.push(Rc::clone(&words));
            }
        }
        self.places.insert(words, place);
    }
}

/// "Xây nhà văn hóa thôn 1" is not "… thôn 2", however alike.
fn numbers(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_ascii_digit()).filter(|word| !word.is_empty()).collect()
}

fn reworded(line: &Line, row: &Row, roster: &Roster) -> Option<Finding> {
    let before = line.rows.last()?;
    let said = |row: &Row| key::tidy(&row.row.content.value);
    let field = |row: &Row| key::tidy(&row.row.field);
    let (was, is) = match before.words.content == row.words.content {
        true => (field(before), field(row)),
        false => (said(before), said(row)),
    };
    let message = format!(
        "Nhiệm vụ của {} trùng với nhiệm vụ gửi lần {}, nay nêu bằng lời khác; tính là một nhiệm vụ, in lời mới.",
        roster.name(row.department),
        before.round
    );
    let finding = Finding::new(Code::TaskReworded, message).at(&row.row.content.origin).of(row.department);
    Some(finding.expected(format!("lần {}: {was}", before.round)).found(format!("lần {}: {is}", row.round)))
}
