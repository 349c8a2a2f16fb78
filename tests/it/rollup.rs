//! Three levels: the summary of one is a submission to the next, and what is printed at the top is the sum of the bottom.

use std::path::Path;
use std::process::Command;

use tonghop::domain::{Decimal, Figure, Kind, Plan, Qualifier};
use tonghop::finding::Code;
use tonghop::tell::{Paint, Telling, tell};

use crate::bundled::{quang_yen, thanh_hoa};
use crate::level::{Level, Sent};

/// Totals, a weighted mean, a rate by formula, a figure in words; `{place}` and `{unit}`: the district and its commune.
const COMMUNES: &str = "CT01|1|Kinh tế|Tổng số hộ|hộ||tổng||||x
CT02|2|Kinh tế|Số hộ nghèo|hộ||tổng||||x
CT03|3|Kinh tế|Tỷ lệ nước sạch|%||bình quân gia quyền (theo CT01)||||
CT05|4|Kinh tế|Tỷ lệ hộ nghèo|%||công thức||CT02 / CT01 * 100||
CT06|5|Kinh tế|Vốn đầu tư {place}|tỷ đồng|{unit}|chủ trì||||";
/// The same indicators otherwise numbered: one code means another indicator.
const PROVINCE: &str = "CT01|1|Kinh tế|Số hộ nghèo|hộ||tổng||||x
CT02|2|Kinh tế|Tổng số hộ|hộ||tổng||||x
A3|3|Kinh tế|Tỷ lệ nước sạch|%||bình quân gia quyền (theo CT02)||||
CT05|4|Kinh tế|Tỷ lệ hộ nghèo|%||công thức||CT01 / CT02 * 100||
A6|5|Kinh tế|Vốn đầu tư huyện Một|tỷ đồng|H1|chủ trì||||
A7|6|Kinh tế|Vốn đầu tư huyện Hai|tỷ đồng|H2|chủ trì||||";
/// What the ministry asks of its provinces.
const MINISTRY: &str = "CT01|1|Kinh tế|Tổng số hộ|hộ||tổng||||x
CT05|2|Kinh tế|Số hộ nghèo|hộ||tổng||||x";

fn units(of: &[(&str, &str)], kind: &'static str) -> Vec<(String, String, &'static str)> {
    of.iter().map(|(code, name)| ((*code).to_string(), (*name).to_string(), kind)).collect()
}

/// CT01…CT03 of a commune: households, poor ones, the rate of clean water.
fn figures(base: i64) -> Vec<Sent<'static>> {
    let four = |value: i64| [0, 1, 2, 3].map(|year| (value + year).to_string());
    vec![("CT01", four(base)), ("CT02", four(base / 20)), ("CT03", four(60 + base / 500))]
}

/// Builds a plan with the real program; the bytes of its summary.
fn built(root: &Path, plan: &str) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .args(["build", plan, "--as-of", "2023-09-25", "-q"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.code() < Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read(root.join("output").join(plan).join("tong-hop.xlsx")).unwrap()
}

/// Two districts of two communes each under `input/`; `skipped` communes send nothing.
fn districts(root: &Path, skipped: &[&str]) {
    for (nth, place) in [(1, "huyện Một"), (2, "huyện Hai")] {
        let communes: Vec<(String, String)> =
            (1..=2).map(|at| (format!("X{nth}{at}"), format!("Xã {nth}{at}"))).collect();
        let named: Vec<(&str, &str)> = communes.iter().map(|(code, name)| (&**code, &**name)).collect();
        let folder = root.join(format!("input/h{nth}"));
        let indicators = COMMUNES.replace("{place}", place).replace("{unit}", &format!("X{nth}1"));
        let level = Level::new(&folder, place, &units(&named, "xã"), &indicators, "");
        for (at, (code, name)) in (1..).zip(&communes) {
            if !skipped.contains(&&**code) {
                let mut sent = figures(nth * 1_000 + at * 100);
                if at == 1 {
                    let funds = ["chưa có số liệu", "900", "950,5", "khoảng 1.000"];
                    sent.push(("CT06", funds.map(str::to_string)));
                }
                level.send(&format!("{code}.xlsx"), name, &sent);
            }
        }
    }
}

/// The plan of the level above; each summary is built and laid into `nop/`.
fn above(root: &Path, plan: &str, place: &str, of: &[(&str, &str, &str)], indicators: &str) -> Level {
    let named: Vec<(&str, &str)> = of.iter().map(|(_, code, name)| (*code, *name)).collect();
    let level =
        Level::new(&root.join("input").join(plan), place, &units(&named, "đơn vị cấp dưới"), indicators, "");
    for (below, ..) in of {
        std::fs::write(level.folder.join("nop").join(format!("{below}.xlsx")), built(root, below)).unwrap();
    }
    level
}

const BELOW: [(&str, &str, &str); 2] = [("h1", "H1", "Huyện Một"), ("h2", "H2", "UBND huyện Hai")];

fn value(plan: &Plan, code: &str, column: usize) -> Decimal {
    plan.indicator(code).unwrap().figures[column].quantity.as_ref().unwrap().exact().unwrap()
}

/// Every finding of a plan as `code message`.
fn found(root: &Path, plan: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root.join("output").join(plan).join("kiem-tra.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    crate::seen::saw_json(&json["findings"]);
    let word = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap_or("").to_string();
    let findings = json["findings"].as_array().unwrap();
    findings.iter().map(|finding| format!("{} {}", word(finding, "code"), word(finding, "message"))).collect()
}

#[test]
fn what_the_communes_sent_arrives_at_the_top_and_nothing_counts_twice() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    districts(root, &[]);
    let province = above(root, "tinh", "tỉnh Thử", &BELOW, PROVINCE);
    let outcome = province.consolidated();
    assert_eq!(outcome.findings.iter().collect::<Vec<_>>(), Vec::<&tonghop::finding::Finding>::new());
    let plan = &outcome.plan;
    let bases = [1_100, 1_200, 2_100, 2_200];
    for column in 0..4 {
        let year = Decimal::from(column * 4);
        let households = Decimal::from(bases.iter().sum::<i64>()) + year;
        let poor = Decimal::from(bases.iter().map(|base| base / 20).sum::<i64>()) + year;
        assert_eq!(value(plan, "CT02", column), households);
        assert_eq!(value(plan, "CT01", column), poor);
        let rate = (poor / households * Decimal::ONE_HUNDRED).round_dp(2);
        assert_eq!(value(plan, "CT05", column).round_dp(2), rate);
    }
    for code in ["A6", "A7"] {
        let texts: Vec<String> = plan.indicator(code).unwrap().figures.iter().map(said).collect();
        assert_eq!(texts, ["chưa có", "900", "950,5", "khoảng 1.000"]);
    }
    let trace = tell(&Telling::Trace { plan, code: "CT02" }, Paint { colors: false });
    assert!(
        trace.contains("nop/h1.xlsx › So lieu!E5") && trace.contains("nop/h2.xlsx › So lieu!E5"),
        "{trace}"
    );
    let ministry = above(root, "bo", "nước Thử", &[("tinh", "T1", "Tỉnh Thử")], MINISTRY);
    let outcome = ministry.consolidated();
    assert_eq!(value(&outcome.plan, "CT01", 3), value(plan, "CT02", 3));
    assert_eq!(value(&outcome.plan, "CT05", 3), value(plan, "CT01", 3));
    // What the ministry does not ask for is said once, and nothing else.
    let notes: Vec<&str> = outcome.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].contains("Tỷ lệ nước sạch") && notes[0].contains("Vốn đầu tư huyện Một"), "{notes:?}");
}

fn said(figure: &Figure) -> String {
    figure.quantity.as_ref().map_or("chưa có".to_string(), |quantity| quantity.text().into_owned())
}

#[test]
pub fn a_total_that_lacks_units_is_a_note_on_every_level_above() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    districts(root, &["X22"]);
    above(root, "tinh", "tỉnh Thử", &BELOW, PROVINCE);
    above(root, "bo", "nước Thử", &[("tinh", "T1", "Tỉnh Thử")], MINISTRY);
    built(root, "bo");
    let unsettled = Code::FigureUnsettled.id();
    for (plan, words) in [("tinh", "tổng hợp 1/2"), ("bo", "UBND huyện Hai: ")] {
        let found = found(root, plan);
        let told = found.iter().find(|text| text.starts_with(unsettled) && text.contains("Tổng số hộ"));
        assert!(told.is_some_and(|text| text.contains(words) && text.contains("tổng hợp 1/2")), "{found:?}");
    }
    // Nothing of the first district is in doubt.
    let doubted = found(root, "tinh").iter().filter(|text| text.starts_with(unsettled)).count();
    assert_eq!(doubted, 12, "{:?}", found(root, "tinh"));
}

#[test]
fn the_offices_own_summary_among_its_submissions_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    districts(root, &[]);
    let own = built(root, "h1");
    // Under the name of a commune it would replace what the commune sent.
    std::fs::write(root.join("input/h1/nop/lan-2-X11.xlsx"), own).unwrap();
    built(root, "h1");
    let found = found(root, "h1");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with(Code::UnknownDepartment.id()) && found[0].contains("đang tổng hợp"),
        "{found:?}"
    );
}

/// How a figure stands in the kept plan of a level, and its row in the summary.
fn status(root: &Path, plan: &str, code: &str) -> String {
    let text = std::fs::read_to_string(root.join("output").join(plan).join("tong-hop.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let indicators = json["indicators"].as_array().unwrap();
    let found = indicators.iter().find(|one| one["code"] == code).unwrap();
    found["values"]["kh_n"]["status"].as_str().unwrap().to_string()
}

#[test]
fn a_total_that_lacks_units_is_provisional_on_every_level_above() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    districts(root, &["X22"]);
    above(root, "tinh", "tỉnh Thử", &BELOW, PROVINCE);
    let ministry = above(root, "bo", "nước Thử", &[("tinh", "T1", "Tỉnh Thử")], MINISTRY);
    built(root, "bo");
    for (plan, code) in [("h2", "CT01"), ("tinh", "CT02"), ("tinh", "CT05"), ("bo", "CT01"), ("bo", "CT05")] {
        assert_eq!(status(root, plan, code), "provisional", "{plan} {code}");
    }
    // The first district is whole, and what only it sends stays whole above.
    for (plan, code) in [("h1", "CT01"), ("tinh", "A6")] {
        assert_eq!(status(root, plan, code), "present", "{plan} {code}");
    }
    let plan = ministry.consolidated().plan;
    let words = plan.indicator("CT01").unwrap().figures[3].coverage_words(&plan.units).unwrap();
    assert!(
        words.contains("trong đó Tỉnh Thử: ") && words.contains("UBND huyện Hai: tổng hợp 1/2"),
        "{words}"
    );
}

#[test]
fn an_open_conflict_goes_up_three_levels_and_ends_when_it_is_settled_below() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    districts(root, &[]);
    // One commune says two things in one round.
    let h2 = root.join("input/h2/nop/X22.xlsx");
    let two = root.join("input/h2/nop/X22-ban-khac.xlsx");
    std::fs::copy(&h2, &two).unwrap();
    let rewrite = |households: i64| {
        let cover = [("Đơn vị", "Xã 22"), ("Năm kế hoạch", "2024"), ("Lần nộp", "1"), ("Ngày", "20/09/2023")];
        let row = |code: &str, name: &str, unit: &str, base: i64| -> Vec<String> {
            let mut row = vec![code.to_string(), name.to_string(), unit.to_string()];
            row.extend([0, 1, 2, 3].map(|year| (base + year).to_string()));
            row
        };
        std::fs::write(&two, crate::level::paper(&cover, &[row("CT01", "Tổng số hộ", "hộ", households)]))
            .unwrap();
    };
    rewrite(2_250);
    above(root, "tinh", "tỉnh Thử", &BELOW, PROVINCE);
    above(root, "bo", "nước Thử", &[("tinh", "T1", "Tỉnh Thử")], MINISTRY);
    built(root, "bo");
    let doubts = |plan: &str| {
        let unsettled = Code::FigureUnsettled.id();
        found(root, plan)
            .into_iter()
            .filter(|text| text.starts_with(unsettled) && text.contains("Tổng số hộ"))
            .collect::<Vec<_>>()
    };
    for (plan, code) in [("tinh", "CT02"), ("bo", "CT01")] {
        assert!(
            doubts(plan).iter().all(|text| text.contains("đưa số khác nhau, chưa quyết định")),
            "{:?}",
            doubts(plan)
        );
        assert_eq!((doubts(plan).len(), status(root, plan, code)), (4, "provisional".to_string()), "{plan}");
    }
    // The commune sends one figure again: below and above all is settled.
    rewrite(2_200);
    above(root, "tinh", "tỉnh Thử", &BELOW, PROVINCE);
    above(root, "bo", "nước Thử", &[("tinh", "T1", "Tỉnh Thử")], MINISTRY);
    built(root, "bo");
    for (plan, code) in [("tinh", "CT02"), ("bo", "CT01")] {
        assert_eq!((doubts(plan).len(), status(root, plan, code)), (0, "present".to_string()), "{plan}");
    }
}

/// Every figure of a real plan keeps its words, its bounds and its gaps on the way up.
#[test]
fn the_examples_arrive_word_for_word() {
    for (built, name) in [(quang_yen(), "thị xã Quảng Yên"), (thanh_hoa(), "huyện Thạnh Hóa")] {
        let below = &built.outcome.plan;
        let rows: Vec<String> = below
            .indicators
            .iter()
            .map(|own| format!("{}|{}|Nhóm|{}|{}|QY|chủ trì||||", own.code, own.ordinal, own.name, own.unit))
            .collect();
        let folder = tempfile::tempdir().unwrap();
        let unit = units(&[("QY", name)], "đơn vị cấp dưới");
        let level = Level::new(folder.path(), "tỉnh Thử", &unit, &rows.join("\n"), "");
        std::fs::write(level.folder.join("nop/tong-hop.xlsx"), &built.workbook).unwrap();
        let outcome = level.consolidated();
        for own in &below.indicators {
            let there = outcome.plan.indicator(&own.code).unwrap();
            for (a, b) in own.figures.iter().zip(&there.figures) {
                assert_eq!(told(a), told(b), "{} {}", own.code, own.name);
            }
        }
        let doubts =
            [Code::NumberDoubtful, Code::NumberUnreadable, Code::IndicatorUnknown, Code::UnitMismatch];
        assert!(!doubts.into_iter().any(|code| outcome.findings.has(code)), "{:?}", outcome.findings);
        assert_eq!(below.tasks.len(), outcome.plan.tasks.len());
        assert_eq!(below.opinions.len(), outcome.plan.opinions.len());
    }
}

type Told = (String, Option<Decimal>, Option<Decimal>, Option<Qualifier>, Kind);

fn told(figure: &Figure) -> Option<Told> {
    let quantity = figure.quantity.as_ref()?;
    let text = quantity.text().into_owned();
    Some((text, quantity.low(), quantity.high(), quantity.qualifier(), quantity.kind()))
}
