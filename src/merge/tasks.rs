//! One task from all rows that name it, under a code that stays.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Submission, Task, TaskRow, key, mark::mark};
use crate::finding::{Code, Finding, Findings, Severity};

use super::retold::{Line, Row, Words, lines};
use super::roster::Roster;

/// How many signs a code has behind `NV-`; one more where two tasks would share it.
const CODE_LENGTH: usize = 5;

/// Tasks by field (in the order in which the roster first names them), then as they came. What every department has
/// withdrawn is told and left out.
pub(super) fn merge_tasks(ordered: &[&Submission], roster: &Roster, findings: &mut Findings) -> Vec<Task> {
    let mut fields: BTreeMap<String, usize> = BTreeMap::new();
    for row in ordered.iter().flat_map(|submission| &submission.tasks) {
        let next = fields.len();
        fields.entry(key::fold(&row.field)).or_insert(next);
    }
    let mut tasks: Vec<(Words, Task)> = Vec::new();
    for group in joined(lines(ordered, roster, findings)) {
        let stays = group.iter().any(|line| !line.is_withdrawn());
        for line in group.iter().filter(|line| line.is_withdrawn()) {
            findings.add(withdrawn(line, stays, roster));
        }
        let rows: Vec<Row> =
            group.iter().filter(|line| !line.is_withdrawn()).flat_map(|line| &line.rows).copied().collect();
        if !rows.is_empty() {
            tasks.push((first_words(&group), join(&rows, roster, findings)));
        }
    }
    tasks.sort_by_key(|(_, task)| fields.get(&key::fold(&task.field)).copied());
    named(tasks)
}

/// Lines with one wording in common are one task, in the order of its first line.
fn joined(lines: Vec<Line<'_>>) -> Vec<Vec<Line<'_>>> {
    let mut places: BTreeMap<&Words, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        let known = line.wordings.iter().filter_map(|words| places.get(words).copied());
        let known: BTreeSet<usize> = known.collect();
        let place = known.first().copied().unwrap_or(groups.len());
        // What this line draws together was told apart up to now.
        let mut members: Vec<usize> = Vec::new();
        for at in &known {
            members.extend(groups.get_mut(*at).map(std::mem::take).unwrap_or_default());
        }
        members.push(nth);
        members.sort_unstable();
        for words in members.iter().filter_map(|at| lines.get(*at)).flat_map(|line| &line.wordings) {
            places.insert(words, place);
        }
        match groups.get_mut(place) {
            Some(group) => *group = members,
            None => groups.push(members),
        }
    }
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let mut taken = |at: usize| lines.get_mut(at).and_then(Option::take);
    groups.retain(|group| !group.is_empty());
    groups.into_iter().map(|group| group.into_iter().filter_map(&mut taken).collect()).collect()
}

/// The words of the earliest round; of one round, those of the department that stands first in the roster.
fn first_words(group: &[Line]) -> Words {
    let first = group.iter().min_by_key(|line| line.rows.first().map(|row| row.round));
    first.and_then(|line| line.wordings.first().cloned()).unwrap_or_default()
}

/// Codes made of the words first sent, so that neither an order nor a neighbour nor a later wording changes them.
fn named(tasks: Vec<(Words, Task)>) -> Vec<Task> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let code = |words: &Words, taken: &BTreeSet<String>| {
        let free = |code: &String| !taken.contains(code);
        let short = std::iter::once(mark([words.content.as_str()], CODE_LENGTH));
        // The same words in another field, or two words that share a mark: these part long before twelve signs.
        let long =
            (CODE_LENGTH..=12).map(|length| mark([words.content.as_str(), words.field.as_str()], length));
        short.chain(long).map(|mark| format!("NV-{mark}")).find(free).unwrap_or_default()
    };
    let mut out = Vec::with_capacity(tasks.len());
    for (words, task) in tasks {
        let code = code(&words, &taken);
        taken.insert(code.clone());
        out.push(Task { code, ..task });
    }
    out
}

/// A department takes its task back; the task goes if nobody else names it.
fn withdrawn(line: &Line, stays: bool, roster: &Roster) -> Finding {
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
fn statements<'a, 'b>(rows: &'b [Row<'a>]) -> Vec<&'b Row<'a>> {
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

fn join(rows: &[Row], roster: &Roster, findings: &mut Findings) -> Task {
    let statements = statements(rows);
    let first_of = |field: &dyn Fn(&TaskRow) -> &str| {
        statements
            .iter()
            .map(|row| key::tidy(field(row.row)))
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    };
    let owner = statements.iter().find_map(|row| row.row.owner.as_deref()).unwrap_or("");
    let task = Task {
        code: String::new(),
        field: statements.first().map(|row| key::tidy(&row.row.field)).unwrap_or_default(),
        content: statements.first().map(|row| sentence(&row.row.content.value)).unwrap_or_default(),
        owner: roster.name(owner).to_string(),
        co_owners: co_owners(&statements, owner, roster),
        product: first_of(&|row| &row.product),
        deadline: first_of(&|row| &row.deadline),
        indicator: statements.iter().find_map(|row| row.row.indicator.clone()),
        note: notes(&statements),
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
fn co_owners(statements: &[&Row], owner: &str, roster: &Roster) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::from([key::fold(roster.name(owner))]);
    let named = statements.iter().flat_map(|row| row.row.co_owners.iter().chain(&row.row.owner));
    // Co-owners of the first statement first, owners of later ones behind them.
    named
        .map(|code| roster.name(code))
        .filter(|name| !name.is_empty() && seen.insert(key::fold(name)))
        .map(str::to_string)
        .collect()
}

fn notes(statements: &[&Row]) -> String {
    let mut seen = std::collections::BTreeSet::new();
    let notes: Vec<String> = statements
        .iter()
        .map(|row| key::tidy(&row.row.note))
        .filter(|note| !note.is_empty() && seen.insert(key::fold(note)))
        .collect();
    notes.join("; ")
}

/// A note where both say the same, a warning where owner, product or deadline differ.
fn duplicate(first: &Row, later: &Row, task: &Task, owner: &str, roster: &Roster) -> Finding {
    let mut differences = Vec::new();
    let mut differs = |what: &str, kept: &str, other: &str| {
        if !other.is_empty() && key::fold(kept) != key::fold(other) {
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
