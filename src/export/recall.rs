//! `tong-hop.json` read again: a kept draft as a snapshot, or why it cannot be one.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;
use std::sync::Arc;

use serde::Deserialize;

use super::SCHEMA_VERSION;
use super::words::{direction_of, kind_of, qualifier_of};
use crate::domain::{
    Basis, Decimal, DraftName, FigureState, IndicatorState, OpinionState, Origin, Sender, Snapshot,
    TaskState, Whence, Words, snapshot::plain,
};
use crate::workbook::Address;

/// A kept `tong-hop.json` as the draft of this name.
///
/// # Errors
/// When it is no such file, damaged, or of another version: a Vietnamese sentence without a full stop.
pub fn recall(bytes: &[u8], draft: DraftName) -> Result<Snapshot, String> {
    let head: Head = parsed(bytes)?;
    if head.schema_version != SCHEMA_VERSION {
        return Err(format!(
            "dữ liệu theo cấu trúc số {}, chương trình này đọc cấu trúc số {SCHEMA_VERSION}",
            head.schema_version
        ));
    }
    let file: File = parsed(bytes)?;
    let mut pool = Pool::default();
    let mut indicators = Vec::with_capacity(file.indicators.len());
    for indicator in file.indicators {
        indicators.push(pool.indicator(indicator)?);
    }
    let tasks = file.tasks.into_iter().map(|task| pool.task(task)).collect::<Result<_, _>>()?;
    let opinions =
        file.opinions.into_iter().map(|opinion| pool.opinion(opinion)).collect::<Result<_, _>>()?;
    let senders = file.submissions.into_iter().filter_map(|record| pool.sender(record)).collect();
    Ok(Snapshot { draft, basis: Basis::Kept, indicators, tasks, opinions, senders })
}

fn parsed<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Result<T, String> {
    serde_json::from_slice(bytes).map_err(|error| {
        let place = format!("dòng {}, cột {}", error.line(), error.column());
        match error.classify() {
            serde_json::error::Category::Data => format!("dữ liệu không đúng cấu trúc ở {place}"),
            _ => format!("tệp hỏng hoặc không trọn vẹn ở {place}"),
        }
    })
}

#[derive(Deserialize)]
struct Head {
    schema_version: u32,
}

/// What is asked of the file; other keys may be there.
#[derive(Deserialize)]
struct File {
    indicators: Vec<IndicatorEntry>,
    tasks: Vec<TaskEntry>,
    opinions: Vec<OpinionEntry>,
    submissions: Vec<SubmissionEntry>,
}

#[derive(Deserialize)]
struct IndicatorEntry {
    code: String,
    name: String,
    group: String,
    unit: String,
    values: BTreeMap<String, FigureEntry>,
    owner_name: String,
    #[serde(default)]
    direction: Option<String>,
    resolution: Option<String>,
}

#[derive(Deserialize)]
struct FigureEntry {
    text: Option<String>,
    qualifier: Option<String>,
    low: Option<String>,
    high: Option<String>,
    kind: Option<String>,
    sources: Vec<OriginEntry>,
    original: Option<String>,
    base: Option<String>,
    note: Option<String>,
    rule: String,
    #[serde(default)]
    decision_text: Option<String>,
}

#[derive(Deserialize)]
struct OriginEntry {
    file: String,
    sheet: String,
    cell: String,
    department: String,
    sha256: String,
}

#[derive(Deserialize)]
struct TaskEntry {
    code: String,
    field: String,
    content: String,
    owner: String,
    co_owners: Vec<String>,
    product: String,
    deadline: String,
    indicator: Option<String>,
    note: String,
    sources: Vec<OriginEntry>,
}

#[derive(Deserialize)]
struct OpinionEntry {
    code: String,
    department: String,
    department_name: String,
    subject: String,
    content: String,
    proposal: String,
    reason: String,
    source: OriginEntry,
}

#[derive(Deserialize)]
struct SubmissionEntry {
    department: String,
    department_name: String,
    file: Option<String>,
    round: Option<u32>,
    changes: String,
}

/// Texts that stand at thousands of figures are kept once.
#[derive(Default)]
struct Pool {
    texts: HashMap<String, Arc<str>>,
    sheets: HashMap<Whence, Arc<Whence>>,
}

impl Pool {
    fn text(&mut self, text: String) -> Arc<str> {
        if let Some(known) = self.texts.get(&text) {
            return known.clone();
        }
        let shared: Arc<str> = Arc::from(&*text);
        self.texts.insert(text, shared.clone());
        shared
    }

    fn origin(&mut self, of: OriginEntry) -> Result<Origin, String> {
        let cell = Address::parse(&of.cell).ok_or_else(|| format!("địa chỉ ô “{}” không hợp lệ", of.cell))?;
        let whence = Whence {
            file: self.text(of.file),
            sheet: self.text(of.sheet),
            department: self.text(of.department),
            sha256: self.text(of.sha256),
        };
        let shared = self.sheets.entry(whence).or_insert_with_key(|whence| Arc::new(whence.clone()));
        Ok(Origin::new(shared.clone(), cell))
    }

    fn origins(&mut self, of: Vec<OriginEntry>) -> Result<Vec<Origin>, String> {
        of.into_iter().map(|origin| self.origin(origin)).collect()
    }

    fn indicator(&mut self, of: IndicatorEntry) -> Result<IndicatorState, String> {
        let mut values = BTreeMap::new();
        for (key, figure) in of.values {
            let state = self.figure(figure).map_err(|fault| format!("{}, cột {key}: {fault}", of.code))?;
            values.insert(key, state);
        }
        let direction = direction_of(of.direction.as_deref().unwrap_or("neutral"))?;
        Ok(IndicatorState {
            code: of.code,
            name: of.name,
            group: of.group,
            unit: of.unit,
            owner_name: of.owner_name,
            direction,
            resolution: of.resolution.unwrap_or_default(),
            values,
        })
    }

    fn figure(&mut self, of: FigureEntry) -> Result<FigureState, String> {
        let quantity = match of.text {
            None => None,
            Some(text) => Some(plain(Words {
                qualifier: of.qualifier.as_deref().map(qualifier_of).transpose()?,
                low: of.low.as_deref().map(decimal).transpose()?,
                high: of.high.as_deref().map(decimal).transpose()?,
                unit: None,
                kind: kind_of(of.kind.as_deref().unwrap_or("level"))?,
                base: of.base,
                note: of.note,
                decimals: 0,
                original: of.original.unwrap_or_else(|| text.clone()),
                text,
            })),
        };
        let sources = self.origins(of.sources)?;
        Ok(FigureState { quantity, rule: of.rule, decision: of.decision_text, sources })
    }

    fn task(&mut self, of: TaskEntry) -> Result<TaskState, String> {
        Ok(TaskState {
            sources: self.origins(of.sources)?,
            code: of.code,
            field: of.field,
            content: of.content,
            owner: of.owner,
            co_owners: of.co_owners,
            product: of.product,
            deadline: of.deadline,
            indicator: of.indicator,
            note: of.note,
        })
    }

    fn opinion(&mut self, of: OpinionEntry) -> Result<OpinionState, String> {
        Ok(OpinionState {
            source: self.origin(of.source)?,
            code: of.code,
            department: of.department,
            department_name: of.department_name,
            subject: of.subject,
            content: of.content,
            proposal: of.proposal,
            reason: of.reason,
        })
    }

    fn sender(&mut self, of: SubmissionEntry) -> Option<Sender> {
        Some(Sender {
            file: self.text(of.file?),
            department: of.department,
            department_name: of.department_name,
            round: of.round,
            changes: of.changes,
        })
    }
}

fn decimal(text: &str) -> Result<Decimal, String> {
    Decimal::from_str(text).map_err(|_| format!("số “{text}” không hợp lệ"))
}

#[cfg(test)]
mod tests {
    use super::super::plan_json;
    use super::recall;
    use crate::domain::{Basis, DraftName, Snapshot};
    use crate::finding::Findings;
    use crate::template::fixture::plan;

    const DRAFT: DraftName = DraftName::Number(2);

    fn kept() -> String {
        plan_json(&plan(), &Findings::default(), "DỰ THẢO")
    }

    #[test]
    fn what_was_written_is_what_is_read() {
        let snapshot = recall(kept().as_bytes(), DRAFT).unwrap();
        assert_eq!(snapshot, Snapshot::of(&plan(), DRAFT, Basis::Kept));
        assert!(snapshot.indicators[0].values["kh_n"].quantity.is_some());
    }

    #[test]
    fn a_damaged_file_is_a_sentence_and_never_a_panic() {
        let text = kept();
        let fault = |text: &str| recall(text.as_bytes(), DRAFT).unwrap_err();
        assert!(fault("").contains("không trọn vẹn ở dòng 1"), "{}", fault(""));
        assert!(fault(&text[..text.len() / 2]).contains("không trọn vẹn"));
        assert!(
            fault(&text.replacen("\"schema_version\": 1", "\"schema_version\": 2", 1))
                .contains("cấu trúc số 2")
        );
        assert!(fault("{\"schema_version\": 1}").contains("không đúng cấu trúc"));
        let number = fault(&text.replace("\"low\": \"1\"", "\"low\": \"1,5\""));
        assert!(number.starts_with("CT") && number.ends_with("số “1,5” không hợp lệ"), "{number}");
        assert!(
            fault(&text.replace("\"kind\": \"level\"", "\"kind\": \"circa\"")).contains("từ khóa “circa”")
        );
        assert!(fault(&text.replace("\"cell\": \"E6\"", "\"cell\": \"6E\"")).contains("ô “6E”"));
        for cut in (0..text.len()).step_by(97).filter(|cut| text.is_char_boundary(*cut)) {
            let _ = recall(&text.as_bytes()[..cut], DRAFT).unwrap_err();
        }
    }

    #[test]
    fn keys_that_are_not_known_are_passed_over() {
        let more = kept().replace("\"code\": \"CT02\",", "\"code\": \"CT02\", \"mới\": [1, {\"a\": null}],");
        assert!(recall(more.as_bytes(), DRAFT).is_ok());
    }
}
