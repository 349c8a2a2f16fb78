//! A number in a sentence differs from the figure in the table of the same file.
//!
//! **What it means.** A task or an opinion names an indicator by its name and gives numbers in the indicator's unit;
//! not one of them stands in the indicator's row.
//! **Why it matters.** One figure must be the same wherever it is said.
//! **Example.** "Thu ngân sách nhà nước đạt 1.000 tỷ đồng" beside a row with 1.050.
//! **How to mend.** Mend the sentence or the table.

use crate::domain::{At, Decimal, Draft, DraftRow, IndicatorSpec, key, number, unit};
use crate::finding::{Code, Finding};
use crate::validate::desk::{Desk, figure};
use crate::validate::fault::{Fault, Target, finding};

/// A unit is at most so many words: "triệu đồng/người/năm".
const UNIT_WORDS: usize = 3;
/// How far behind the name its numbers are looked for, in letters.
const REACH: usize = 80;

/// Reads the sentences of tasks and opinions against the rows of the same draft.
pub fn sentence_disagrees(draft: &Draft, desk: &Desk<'_>) -> Vec<Fault> {
    let tasks = draft.tasks.iter().enumerate();
    let tasks = tasks.map(|(index, task)| (Target::TaskSentence(index), &task.content));
    let opinions = draft.opinions.iter().enumerate();
    let opinions = opinions.map(|(index, opinion)| (Target::OpinionSentence(index), &opinion.content));
    // Without a number nothing can disagree. Full-width digits are numbers too; they begin with this byte.
    let counts = |(_, text): &(Target, &At<String>)| {
        text.value.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xEF)
    };
    tasks
        .chain(opinions)
        .filter(counts)
        .filter_map(|(target, text)| {
            let folded = key::fold(&text.value);
            let names = desk.insights.names.in_text(&folded);
            if names.is_empty() {
                return None;
            }
            let said = |row: &DraftRow| {
                let (name, _) = names.iter().find(|(_, indicator)| *indicator == row.indicator)?;
                disagreement(draft, text, &folded, name, row, desk.spec(row)?)
            };
            draft.figures.iter().find_map(said).map(|finding| Fault::new(target, finding))
        })
        .collect()
}

fn disagreement(
    draft: &Draft,
    text: &At<String>,
    folded: &str,
    name: &str,
    row: &DraftRow,
    spec: &IndicatorSpec,
) -> Option<Finding> {
    let (_, behind) = folded.split_once(name)?;
    let said = numbers(behind, &spec.unit);
    let known: Vec<&crate::domain::Quantity> = row.cells.iter().filter_map(figure).collect();
    let first = said.first()?;
    let agrees = |value: &Decimal| known.iter().any(|one| [one.low(), one.high()].contains(&Some(*value)));
    if known.is_empty() || said.iter().any(agrees) {
        return None;
    }
    let nearest = known.last()?;
    let print = |value: Decimal| unit::join(&number::vietnamese(value, None), &spec.unit);
    let table = unit::join(&nearest.text(), &spec.unit);
    let message = format!(
        "Câu “{}” nêu “{}” {}, trong biểu là {table}.",
        super::shortened(&text.value),
        spec.name,
        print(*first)
    );
    let finding =
        finding(draft, Code::SentenceDisagrees, &text.origin, message).expected(table).found(print(*first));
    Some(match nearest.nominal() {
        Some(value) => finding.difference(print(first.saturating_sub(value))),
        None => finding,
    })
}

/// Numbers that are followed by the unit, in this sentence, and that say a level: not "tăng 5%", not "tăng thêm 2 xã".
fn numbers(text: &str, wanted: &str) -> Vec<Decimal> {
    let sentence: String = text.chars().take(REACH).collect();
    let sentence = sentence.split([';', '\n']).next().unwrap_or_default();
    let sentence = sentence.split(". ").next().unwrap_or_default();
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let mut out = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let digits = word.trim_start_matches('(');
        let end = digits
            .find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',')
            .unwrap_or(digits.len());
        let (digits, tail) = digits.split_at(end);
        let moved = at > 0 && words.get(at - 1).is_some_and(|before| MOVES.contains(before));
        let Some(parsed) = number::parse(digits.trim_end_matches(['.', ','])).filter(|_| !moved) else {
            continue;
        };
        let units = (0..=UNIT_WORDS).rev().map(|count| {
            let rest = words.get(at + 1..(at + 1 + count).min(words.len())).unwrap_or_default();
            std::iter::once(tail).chain(rest.iter().copied()).collect::<Vec<_>>().join(" ")
        });
        let value = units
            .map(|unit| unit.trim_matches([' ', ',', '.', ')']).to_string())
            .filter(|unit| unit::known(unit))
            .find_map(|unit| unit::convert(parsed.value, &unit, wanted));
        out.extend(value);
    }
    out
}

/// Words before a number that make it a movement.
const MOVES: [&str; 6] = ["tăng", "giảm", "thêm", "vượt", "hơn", "kém"];

#[cfg(test)]
mod tests {
    use crate::testing::{check_rules_whole, settings};

    fn grid(sentence: &str, mark: &str) -> String {
        format!(
            "# sheet: ChiTieu
             | Chỉ tiêu | ĐVT | ƯTH năm 2023 | KH năm 2024 |
             | Tốc độ tăng trưởng kinh tế | % | 9 | 9,5 |
             | Thu ngân sách nhà nước | tỷ đồng | 1020 | 1050 |
             # sheet: YKien
             | TT | Nội dung góp ý vào | Nội dung góp ý | Lý do |
             | 1 | Mục II | {sentence} | |
             {mark}"
        )
    }

    #[test]
    fn another_number_is_noted_and_the_same_or_a_movement_is_not() {
        let settings = settings();
        let mark = "| | | ^^ TH0313 | |";
        let fires = "Thu ngân sách nhà nước đạt 1.000 tỷ đồng là thấp";
        check_rules_whole(&settings, "TCKH", &grid(fires, mark), &[]);
        for quiet in [
            "Thu ngân sách nhà nước đạt 1.050 tỷ đồng",
            "Thu ngân sách nhà nước đạt 1.050.000 triệu đồng",
            "Thu ngân sách nhà nước năm 2023 đạt 1.020 tỷ đồng, cần giải trình",
            "Nâng thu ngân sách nhà nước từ 1.000 tỷ đồng lên 1.050 tỷ đồng",
            "Thu ngân sách nhà nước tăng 5 tỷ đồng",
            "Thu ngân sách nhà nước cần nêu rõ 3 giải pháp",
        ] {
            check_rules_whole(&settings, "TCKH", &grid(quiet, ""), &[]);
        }
    }
}
