//! One task from all rows that name it.

use std::collections::BTreeMap;

use crate::domain::{Submission, Task, TaskRow, key};
use crate::finding::{Code, Finding, Findings, Severity};

use super::roster::Roster;

/// One row with the department that sent it.
struct Row<'a> {
    department: &'a str,
    round: u32,
    row: &'a TaskRow,
}

/// Tasks by field (in the order in which the roster first names them), then as they came; codes NV01 ….
pub(super) fn merge_tasks(ordered: &[&Submission], roster: &Roster, findings: &mut Findings) -> Vec<Task> {
    let mut fields: BTreeMap<String, usize> = BTreeMap::new();
    let mut places: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut groups: Vec<(usize, Vec<Row>)> = Vec::new();
    for submission in ordered {
        for row in &submission.tasks {
            let next = fields.len();
            let field = *fields.entry(key::fold(&row.field)).or_insert(next);
            let content = key::fold(row.content.value.trim_end_matches(['.', ';', ' ']));
            let place = *places.entry((field, content)).or_insert(groups.len());
            if place == groups.len() {
                groups.push((field, Vec::new()));
            }
            groups[place].1.push(Row { department: &submission.department, round: submission.round, row });
        }
    }
    groups.sort_by_key(|(field, _)| *field);
    let mut tasks = Vec::with_capacity(groups.len());
    for (index, (_, rows)) in groups.iter().enumerate() {
        let mut task = join(rows, roster, findings);
        task.code = format!("NV{:02}", index + 1);
        tasks.push(task);
    }
    tasks
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
        field: rows.first().map(|row| key::tidy(&row.row.field)).unwrap_or_default(),
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
