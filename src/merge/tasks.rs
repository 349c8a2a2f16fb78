//! One task from all rows that name it, under a code that stays.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::domain::key::{self, QuickMap};
use crate::domain::{Submission, Task, TaskRow, mark::mark};
use crate::finding::{Code, Finding, Findings, Severity};

use super::retold::{Line, Row, Words, lines};
use super::roster::Roster;

/// How many signs a code has behind `NV-`; one more where two tasks would share it.
const CODE_LENGTH: usize = 5;

/// Tasks by field (in the order in which the roster first names them), then as they came. What every department has
/// withdrawn is told and left out.
/// The result does not depend on `threads`.
pub(super) fn merge_tasks(
    ordered: &[&Submission],
    roster: &Roster,
    threads: usize,
    findings: &mut Findings,
) -> Vec<Task> {
    let mut fields: HashMap<Rc<str>, usize> = HashMap::new();
    let groups = joined(lines(ordered, roster, threads, findings));
    // Of tens of thousands no list grows by doubling, and none stands twice.
    let mut made: Vec<Made> = Vec::with_capacity(groups.len());
    let mut shared = Shared::default();
    for group in groups {
        let stays = group.iter().any(|line| !line.withdrawn);
        for line in group.iter().filter(|line| line.withdrawn) {
            findings.add(taken_back(line, stays, roster));
        }
        let rows: Vec<&Row> =
            group.iter().filter(|line| !line.withdrawn).flat_map(|line| &line.rows).collect();
        if rows.is_empty() {
            continue;
        }
        let task = join(&rows, roster, &mut shared, findings);
        let next = fields.len();
        let field = *fields.entry(key::fold_shared(&task.field)).or_insert(next);
        made.push(Made { task, field, words: first_words(&group) });
    }
    made.sort_by_cached_key(|one| one.field);
    named(made)
}

/// Texts that stand once in memory, however many tasks say them: names, fields, deadlines.
#[derive(Default)]
struct Shared(HashSet<Arc<str>>);

impl Shared {
    fn of(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.0.insert(Arc::clone(&new));
        new
    }
}

/// A task that has no code yet.
struct Made {
    task: Task,
    /// Fields are counted as they come up.
    field: usize,
    /// Of which the code is made.
    words: Rc<Words>,
}

/// Lines with one wording in common are one task, in the order of its first line.
fn joined(lines: Vec<Line<'_>>) -> Vec<Vec<Line<'_>>> {
    let mut places: QuickMap<&Words, usize> = QuickMap::default();
    places.reserve(lines.len());
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        let known = line.wordings.iter().filter_map(|words| places.get(&**words).copied());
        let mut known: Vec<usize> = known.collect();
        known.sort_unstable();
        known.dedup();
        let place = known.first().copied().unwrap_or(groups.len());
        // What this line draws together was told apart up to now.
        for at in known.iter().skip(1) {
            let members = groups.get_mut(*at).map(std::mem::take).unwrap_or_default();
            for words in members.iter().filter_map(|at| lines.get(*at)).flat_map(|line| &line.wordings) {
                places.insert(words, place);
            }
            groups.get_mut(place).into_iter().for_each(|group| group.extend(&members));
        }
        for words in &line.wordings {
            places.insert(words, place);
        }
        match groups.get_mut(place) {
            Some(group) => {
                group.push(nth);
                group.sort_unstable();
            }
            None => groups.push(vec![nth]),
        }
    }
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let mut taken = |at: usize| lines.get_mut(at).and_then(Option::take);
    groups.retain(|group| !group.is_empty());
    let mut of = |group: Vec<usize>| {
        let mut own = Vec::with_capacity(group.len());
        own.extend(group.into_iter().filter_map(&mut taken));
        own
    };
    groups.into_iter().map(&mut of).collect()
}

/// The words of the earliest round; of one round, those of the department that stands first in the roster.
fn first_words(group: &[Line]) -> Rc<Words> {
    let first = group.iter().min_by_key(|line| line.rows.first().map(|row| row.round));
    first.and_then(|line| line.wordings.first().cloned()).unwrap_or_default()
}

/// Codes made of the words first sent, so that neither an order nor a neighbour nor a later wording changes them.
fn named(mut made: Vec<Made>) -> Vec<Task> {
    let mut taken: HashSet<String> = HashSet::with_capacity(made.len());
    let code = |words: &Words, taken: &HashSet<String>| {
        let free = |code: &String| !taken.contains(code);
        let short = std::iter::once(mark([words.content.as_str()], CODE_LENGTH));
        // The same words in another field, or two words that share a mark: these part long before twelve signs.
        let long =
            (CODE_LENGTH..=12).map(|length| mark([words.content.as_str(), words.field.as_str()], length));
        short.chain(long).map(|mark| format!("NV-{mark}")).find(free).unwrap_or_default()
    };
    for Made { task, words, .. } in &mut made {
        task.code = code(words, &taken);
        taken.insert(task.code.clone());
    }
    // In place: the standard library keeps the list's memory.
    made.into_iter().map(|one| one.task).collect()
}

/// A department takes its task back; the task goes if nobody else names it.
fn taken_back(line: &Line, stays: bool, roster: &Roster) -> Finding {
    let Some(last) = line.rows.last() else { return Finding::new(Code::TaskWithdrawn, String::new()) };
    let why = key::tidy(&last.row.note);
    let end = match stays {
        true => "nhiệm vụ vẫn còn vì đơn vị khác cũng nêu",
        false => "nhiệm vụ không còn trong kế hoạch",
    };
    let message = format!(
        "{} rút nhiệm vụ “{}” ở lần {}; {end}.",
        roster.name(line.department),
        sentence(&last.row.content.value),
        last.round
    );
    let finding = Finding::new(Code::TaskWithdrawn, message).at(&last.row.content.origin).of(line.department);
    if why.is_empty() { finding } else { finding.found(why) }
}

/// The newest row of each department; a department that names itself as owner speaks first.
fn statements<'a, 'b>(rows: &[&'b Row<'a>]) -> Vec<&'b Row<'a>> {
    let mut newest: Vec<&Row> = Vec::new();
    for row in rows {
        match newest.last_mut() {
            Some(last) if last.department == row.department && last.round <= row.round => *last = row,
            _ => newest.push(row),
        }
    }
    newest.sort_by_key(|row| row.row.owner.as_deref() != Some(row.department));
    newest
}

fn join(rows: &[&Row], roster: &Roster, shared: &mut Shared, findings: &mut Findings) -> Task {
    let statements = statements(rows);
    let first_of = |field: &dyn Fn(&TaskRow) -> &str, shared: &mut Shared| {
        let texts = statements.iter().map(|row| key::tidied(field(row.row)));
        shared.of(&texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default())
    };
    let owner = statements.iter().find_map(|row| row.row.owner.as_deref()).unwrap_or("");
    let task = Task {
        code: String::new(),
        field: shared.of(&statements.first().map(|row| key::tidied(&row.row.field)).unwrap_or_default()),
        content: statements.first().map(|row| sentence(&row.row.content.value)).unwrap_or_default(),
        owner: shared.of(roster.name(owner)),
        co_owners: co_owners(&statements, owner, roster, shared),
        product: first_of(&|row| &row.product, shared),
        deadline: first_of(&|row| &row.deadline, shared),
        indicator: statements.iter().find_map(|row| row.row.indicator.as_deref()).map(|code| shared.of(code)),
        note: shared.of(&notes(&statements)),
        sources: rows.iter().map(|row| row.row.content.origin.clone()).collect(),
    };
    for later in statements.iter().skip(1) {
        findings.add(duplicate(statements[0], later, &task, owner, roster));
    }
    task
}

/// Tidy, without the semicolon or full stop of the list that it was copied from ("…" stays).
fn sentence(text: &str) -> String {
    let tidy = key::tidy(text);
    let bare = tidy.trim_end_matches([';', ' ']);
    bare.strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(bare).to_string()
}

/// Co-owners in the order named; an owner named by a later department is one of them.
fn co_owners(statements: &[&Row], owner: &str, roster: &Roster, shared: &mut Shared) -> Box<[Arc<str>]> {
    let mut seen = HashSet::from([key::fold_shared(roster.name(owner))]);
    let named = statements.iter().flat_map(|row| row.row.co_owners.iter().chain(&row.row.owner));
    // Co-owners of the first statement first, owners of later ones behind them.
    named
        .map(|code| roster.name(code))
        .filter(|name| !name.is_empty() && seen.insert(key::fold_shared(name)))
        .map(|name| shared.of(name))
        .collect()
}

fn notes(statements: &[&Row]) -> String {
    let mut seen = HashSet::new();
    let notes: Vec<String> = statements
        .iter()
        .filter(|row| !row.row.note.is_empty())
        .map(|row| key::tidy(&row.row.note))
        .filter(|note| !note.is_empty() && seen.insert(key::fold_shared(note)))
        .collect();
    notes.join("; ")
}

/// A note where both say the same, a warning where owner, product or deadline differ.
fn duplicate(first: &Row, later: &Row, task: &Task, owner: &str, roster: &Roster) -> Finding {
    let mut differences = Vec::new();
    let mut differs = |what: &str, kept: &str, other: &str| {
        if !other.is_empty() && key::fold_shared(kept) != key::fold_shared(other) {
            differences.push(format!("{what} “{other}” khác “{kept}”"));
        }
    };
    differs(
        "đơn vị chủ trì",
        roster.name(owner),
        later.row.owner.as_deref().map_or("", |code| roster.name(code)),
    );
    differs("sản phẩm", &task.product, &later.row.product);
    differs("thời hạn", &task.deadline, &later.row.deadline);
    let mut message = format!(
        "Nhiệm vụ “{}” do {} và {} cùng nêu; đã gộp làm một",
        task.content,
        roster.name(first.department),
        roster.name(later.department)
    );
    if !differences.is_empty() {
        message.push_str(&format!(", trong đó {}", differences.join("; ")));
    }
    let severity = if differences.is_empty() { Severity::Note } else { Severity::Warning };
    Finding::new(Code::TaskDuplicate, format!("{message}."))
        .at(&later.row.content.origin)
        .of(later.department)
        .severity(severity)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use crate::domain::fixture::{day, permutations, settings, submission, task};
    use crate::domain::{Decisions, Submission, Task, TaskRow};
    use crate::finding::{Code, Findings};

    const SCHOOL: &str = "Hoàn thành xây dựng trường trung học phổ thông chất lượng cao Bạch Đằng";
    const AGAIN: &str = "Phấn đấu hoàn thành xây dựng trường trung học phổ thông chất lượng cao Bạch Đằng";
    const HOUSES: &str = "Xây dựng nhà văn hóa thôn 1";

    fn sent(department: &str, round: u32, tasks: Vec<TaskRow>) -> Submission {
        let mut made = submission(department, round, &format!("lan-{round}/{department}.xlsx"), &[], "");
        made.tasks = tasks;
        made
    }

    fn row(content: &str) -> TaskRow {
        task(content, "KT", &[], "Quý I")
    }

    fn merged(files: &[Submission]) -> (Vec<Task>, Findings) {
        let mut findings = Findings::default();
        let settings = settings(Vec::new());
        let nothing = Decisions::default();
        let merged = crate::merge::merge(files.to_vec(), &[], nothing, &settings, day(9, 20), &mut findings);
        (merged.tasks, findings)
    }

    fn codes(tasks: &[Task]) -> BTreeMap<&str, &str> {
        tasks.iter().map(|task| (&*task.content, &*task.code)).collect()
    }

    #[test]
    fn a_code_stays_whatever_stands_before_the_task() {
        let alone = merged(&[sent("KT", 1, vec![row(SCHOOL)])]).0;
        let code = alone[0].code.clone();
        assert!(code.starts_with("NV-") && code.len() == 8, "{code}");
        let mut many: Vec<TaskRow> = (0..40).map(|nth| row(&format!("Việc số {nth}"))).collect();
        many.push(row(&format!("{SCHOOL};")));
        let crowded = merged(&[sent("TCKH", 1, many), sent("KT", 2, vec![row(SCHOOL)])]).0;
        let found = crowded.iter().find(|task| task.content == SCHOOL).unwrap();
        assert_eq!((&found.code, found.sources.len()), (&code, 2));
        let all: BTreeSet<&str> = crowded.iter().map(|task| &*task.code).collect();
        assert_eq!(all.len(), 41);
    }

    #[test]
    fn a_reworded_task_is_the_same_task_with_its_newest_words() {
        let (first, _) = merged(&[sent("KT", 1, vec![row(SCHOOL), row(HOUSES)])]);
        let (later, findings) =
            merged(&[sent("KT", 1, vec![row(SCHOOL), row(HOUSES)]), sent("KT", 2, vec![row(AGAIN)])]);
        assert_eq!(later.len(), 2);
        assert_eq!(codes(&later)[AGAIN], codes(&first)[SCHOOL]);
        let told = findings.iter().find(|finding| finding.code == Code::TaskReworded).unwrap();
        assert!(told.expected.as_deref().unwrap().contains(SCHOOL), "{told:?}");
        // Said to the department that moved it to another field too.
        let moved = TaskRow { field: "Xã hội".into(), ..row(SCHOOL) };
        let (later, findings) = merged(&[sent("KT", 1, vec![row(SCHOOL)]), sent("KT", 2, vec![moved])]);
        assert_eq!((later.len(), &*later[0].field, &later[0].code), (1, "Xã hội", &first[0].code));
        assert!(findings.has(Code::TaskReworded));
    }

    #[test]
    fn alike_is_not_the_same() {
        let other = "Xây dựng nhà văn hóa thôn 2";
        let (tasks, findings) = merged(&[sent("KT", 1, vec![row(HOUSES)]), sent("KT", 2, vec![row(other)])]);
        assert_eq!((tasks.len(), findings.has(Code::TaskReworded)), (2, false));
        // Both in one round are two tasks, and stay two.
        let both = vec![row(SCHOOL), row(AGAIN)];
        assert_eq!(merged(&[sent("KT", 1, both.clone()), sent("KT", 2, both)]).0.len(), 2);
        // Another department's near words are its own.
        assert_eq!(merged(&[sent("TCKH", 1, vec![row(SCHOOL)]), sent("KT", 2, vec![row(AGAIN)])]).0.len(), 2);
    }

    #[test]
    fn what_was_one_task_of_two_departments_stays_one() {
        let (tasks, _) = merged(&[
            sent("TCKH", 1, vec![row(SCHOOL)]),
            sent("KT", 1, vec![row(SCHOOL)]),
            sent("KT", 2, vec![row(AGAIN)]),
            sent("XA1", 1, vec![row(AGAIN)]),
        ]);
        assert_eq!((tasks.len(), tasks[0].sources.len()), (1, 4));
    }

    #[test]
    fn a_withdrawn_task_goes_unless_another_department_names_it() {
        let taken = |note: &str| TaskRow { note: note.into(), ..row(SCHOOL) };
        for note in ["Rút", "Bỏ: đã có trong kế hoạch khác", "đề nghị bỏ (trùng)", "Không thực hiện"]
        {
            let files = [sent("KT", 1, vec![row(SCHOOL), row(HOUSES)]), sent("KT", 2, vec![taken(note)])];
            let (tasks, findings) = merged(&files);
            assert_eq!(tasks.iter().map(|task| &*task.content).collect::<Vec<_>>(), [HOUSES], "{note}");
            assert!(
                findings
                    .iter()
                    .any(|one| one.code == Code::TaskWithdrawn && one.message.contains("không còn"))
            );
            let (tasks, findings) = merged(&[&files[..], &[sent("XA1", 1, vec![row(SCHOOL)])]].concat());
            assert_eq!(tasks.len(), 2);
            assert!(
                findings.iter().any(|one| one.code == Code::TaskWithdrawn && one.message.contains("vẫn còn"))
            );
        }
        for note in ["", "Bổ sung theo kết luận", "Bỏ vốn đối ứng 2 tỷ đồng", "Phối hợp rút ngắn thời gian"]
        {
            let (tasks, findings) =
                merged(&[sent("KT", 1, vec![row(SCHOOL)]), sent("KT", 2, vec![taken(note)])]);
            assert_eq!((tasks.len(), findings.has(Code::TaskWithdrawn)), (1, false), "{note}");
        }
        // Sent again afterwards, it is back.
        let (tasks, _) = merged(&[
            sent("KT", 1, vec![row(SCHOOL)]),
            sent("KT", 2, vec![taken("Rút")]),
            sent("KT", 3, vec![row(SCHOOL)]),
        ]);
        assert_eq!(tasks.len(), 1);
    }

    #[test]
    fn the_order_of_files_never_matters() {
        let files = [
            sent("KT", 1, vec![row(SCHOOL), row(HOUSES)]),
            sent("KT", 2, vec![row(AGAIN)]),
            sent("KT", 3, vec![TaskRow { note: "Rút".into(), ..row(HOUSES) }]),
            sent("TCKH", 1, vec![row(AGAIN), row("Việc khác")]),
            sent("XA1", 2, vec![row("việc khác.")]),
        ];
        let expected = merged(&files);
        for order in permutations(&files) {
            let (tasks, findings) = merged(&order);
            assert_eq!(tasks, expected.0);
            assert!(findings.iter().eq(expected.1.iter()));
        }
    }
}
