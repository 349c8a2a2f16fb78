//! What can be answered for: every total is the sum of what `trace` lists, what depends on a figure is found.

use std::process::Command;

use tonghop::domain::{Decimal, Plan, Rule, number};
use tonghop::tell::{Paint, Telling, tell};

use crate::bundled::quang_yen;
use crate::level::{Dice, Level};

/// Sums over communes, a weighted mean, a sum of parts, a formula over them; missing units in all three ways.
const INDICATORS: &str = "CT01|1|Kinh tế|Tổng số hộ|hộ|KT|tổng||||x
CT02|2|Kinh tế|Số hộ nghèo|hộ|KT|tổng|năm trước|||x
CT03|3|Kinh tế|Diện tích lúa|ha|KT|tổng|không tổng hợp|||
CT04|4|Xã hội|Tỷ lệ nước sạch|%|KT|bình quân gia quyền (theo CT01)||||
CT05|5|Xã hội|Tỷ lệ hộ nghèo|%|KT|công thức||CT02 / CT01 * 100||x
CT06|6|Xã hội|Tổng sản lượng|tấn|KT|tổng||||
CT07|6.1|Xã hội|Sản lượng lúa|tấn|KT|tổng|||CT06|
CT08|6.2|Xã hội|Sản lượng ngô|tấn|KT|chủ trì|||CT06|";
const RULES: &str = "RB01|CT02 <= CT01|cảnh báo|Hộ nghèo không quá tổng số hộ
RB02|CT05 <= 100|cảnh báo|Tỷ lệ";

/// Communes of which some send nothing, some only a part.
fn generated(folder: &std::path::Path, seed: u64) -> Level {
    let communes = 5;
    let mut units = vec![("KT".to_string(), "Phòng Kinh tế".to_string(), "phòng")];
    units.extend((1..=communes).map(|at| (format!("XA{at}"), format!("Xã Số {at}"), "xã")));
    let level = Level::new(folder, "huyện Thử", &units, INDICATORS, RULES);
    let mut dice = Dice(seed);
    let mut four = |below: u64| [0; 4].map(|_| (dice.next(below) + 1).to_string());
    level.send("kt.xlsx", "Phòng Kinh tế", &[("CT08", four(500))]);
    for at in 1..communes {
        let mut figures =
            vec![("CT01", four(5_000)), ("CT03", four(900)), ("CT04", four(100)), ("CT07", four(700))];
        let mut poor = four(50);
        if at == 2 {
            poor[3] = String::new();
        }
        figures.insert(1, ("CT02", poor));
        level.send(&format!("xa-so-{at}.xlsx"), &format!("Xã Số {at}"), &figures);
    }
    level
}

/// The numbers that `trace` marks as counted, by title of the column.
fn counted(plan: &Plan, code: &str) -> Vec<(String, Vec<Decimal>)> {
    let text = tell(&Telling::Trace { plan, code }, Paint { colors: false });
    let mut columns: Vec<(String, Vec<Decimal>)> = Vec::new();
    for line in text.lines().skip(2) {
        if let Some((_, rest)) = line.split_once("    - ").filter(|(_, rest)| rest.contains("[được tính]"))
        {
            let said = rest.split_once(": ").unwrap().1.split(" — ").next().unwrap();
            let digits: String =
                said.chars().take_while(|letter| !letter.is_alphabetic() && *letter != '%').collect();
            let digits = digits.replace(['\u{a0}', ' ', '.'], "").replace(',', ".");
            columns.last_mut().unwrap().1.push(digits.parse().unwrap());
        } else if line.starts_with("    CT") {
            break;
        } else if let Some((title, _)) = line.trim().split_once(": ").filter(|_| !line.starts_with("    ")) {
            columns.push((title.to_string(), Vec::new()));
        }
    }
    columns
}

/// Every sum over units equals what `trace` lists for it; returns how many were checked.
fn totals_agree(plan: &Plan) -> usize {
    let mut checked = 0;
    for indicator in plan.indicators.iter().filter(|indicator| indicator.method == "tong") {
        for (column, figure) in plan.settings.columns.iter().zip(&indicator.figures) {
            if figure.rule != Rule::Aggregated || figure.coverage.is_none() {
                continue;
            }
            let listed = counted(plan, &indicator.code);
            let (_, parts) = listed.iter().find(|(title, _)| *title == column.title).unwrap();
            let total = figure.quantity.as_ref().unwrap().exact().unwrap();
            assert_eq!(
                parts.iter().sum::<Decimal>(),
                total,
                "{} {}: {parts:?}",
                indicator.code,
                column.title
            );
            assert_eq!(parts.len(), figure.source_count());
            checked += 1;
        }
    }
    checked
}

#[test]
fn every_total_is_the_sum_of_what_trace_lists() {
    assert!(totals_agree(&quang_yen().outcome.plan) > 8);
    for seed in 1..6 {
        let folder = tempfile::tempdir().unwrap();
        let outcome = generated(folder.path(), seed).consolidated();
        assert_eq!(totals_agree(&outcome.plan), 12, "{:?}", outcome.findings);
        // The rate is made of the very totals that are printed.
        let value = |code: &str| outcome.plan.indicator(code).unwrap().figures[3].quantity.clone().unwrap();
        let (all, poor) = (value("CT01").exact().unwrap(), value("CT02").exact().unwrap());
        assert_eq!(
            value("CT05").text(),
            number::vietnamese((poor / all * Decimal::ONE_HUNDRED).round_dp(2), None)
        );
    }
}

#[test]
fn what_depends_on_a_figure_is_listed_through_all_steps() {
    let folder = tempfile::tempdir().unwrap();
    generated(&folder.path().join("input/thu"), 1);
    let run = |words: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_tonghop"))
            .args(words.split_whitespace())
            .current_dir(folder.path())
            .env("SOURCE_DATE_EPOCH", "1695600000")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let text = run("trace --impact CT02");
    for words in [
        "CT05 Tỷ lệ hộ nghèo: CT02 có trong công thức",
        "Ràng buộc RB01: CT02 <= CT01 (qua CT02)",
        "Ràng buộc RB02: CT05 <= 100 (qua CT05)",
        "câu: “tỷ lệ đạt ",
        "bảng: “BIỂU CHỈ TIÊU KINH TẾ - XÃ HỘI NĂM 2024” (CT02, CT05)",
        "biểu đồ: “Biểu đồ thanh, Tỷ lệ hộ nghèo” (CT05)",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(!text.contains("Phấn đấu số hộ"), "{text}");
    // A weight and, through the formula, a rate.
    let text = run("trace thu CT01 --impact");
    assert!(
        text.contains("CT04 Tỷ lệ nước sạch: CT01 là quyền số") && text.contains("Phấn đấu số hộ"),
        "{text}"
    );
    // A part of a whole.
    let json: serde_json::Value =
        serde_json::from_str(&run("trace thu CT07 --impact --format json")).unwrap();
    let impact = &json["plans"][0]["impact"];
    assert_eq!(impact["indicators"][0]["through"][0]["way"], "part");
    assert_eq!(impact["documents"][0]["name"], "ke-hoach");
}

/// Runs the real program in a folder.
fn program(folder: &std::path::Path, words: &str) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .args(words.split_whitespace())
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1695600000")
        .output()
        .unwrap()
}

#[test]
fn a_letter_goes_to_each_department_that_is_behind_and_to_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("input/thu");
    let level = generated(&plan, 1);
    let mut settings = std::fs::read_to_string(plan.join("tonghop.toml")).unwrap();
    settings.push_str(
        "\n[[van-ban]]\nten = \"don-doc\"\nmau = \"cong-van-don-doc\"\ngui-tung-don-vi = \"cham\"\nten-loai = \"CÔNG VĂN\"\n\
         trich-yeu = \"đôn đốc\"\nluu = \"VT\"\nnguoi-ky = [\"CHỦ TỊCH\"]\n",
    );
    std::fs::write(plan.join("tonghop.toml"), settings).unwrap();
    let letters = || {
        let found = std::fs::read_dir(folder.path().join("output/thu/don-doc"));
        let mut names: Vec<String> = found
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let output = program(folder.path(), "build thu --as-of 2023-09-28");
    // Some communes lack figures: findings, and a draft all the same.
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(letters(), ["XA5.pdf"]);
    let bytes = std::fs::read(folder.path().join("output/thu/don-doc/XA5.pdf")).unwrap();
    let pdf = lopdf::Document::load_mem(&bytes).unwrap();
    let text = pdf.extract_text(&[1]).unwrap().replace(['\n', '\u{a0}'], " ");
    for words in ["Xã Số 5", "quá hạn 03 ngày", "25/09/2023", "Diện tích lúa (ha)"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let manifest = std::fs::read_to_string(folder.path().join("output/thu/ban-ke.json")).unwrap();
    assert!(manifest.contains("don-doc/XA5.pdf"));
    let status = program(folder.path(), "status thu --as-of 2023-09-28 --format json");
    let json: serde_json::Value = serde_json::from_slice(&status.stdout).unwrap();
    let last = json["plans"][0]["departments"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["status"], &last["days_late"], &last["times"]),
        (&"missing".into(), &3.into(), &0.into())
    );
    // Everybody has sent: the letters of the run before go too.
    level.send("xa-so-5.xlsx", "Xã Số 5", &[("CT01", ["1", "2", "3", "4"].map(str::to_string))]);
    assert_eq!(program(folder.path(), "build thu --as-of 2023-09-28").status.code(), Some(1));
    assert!(letters().is_empty(), "{:?}", letters());
}

#[test]
fn the_order_of_files_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    generated(folder.path(), 2);
    let inputs = tonghop::disk::load(folder.path()).unwrap();
    let json = |inputs: &tonghop::disk::Inputs| {
        let outcome = tonghop::run::consolidate(inputs, crate::level::day()).unwrap();
        tonghop::export::plan_json(&outcome.plan, &outcome.findings, "")
    };
    let expected = json(&inputs);
    let mut dice = Dice(7);
    for _ in 0..6 {
        let mut turned = tonghop::disk::load(folder.path()).unwrap();
        for at in (1..turned.files.len()).rev() {
            turned.files.swap(at, dice.next(at as u64 + 1) as usize);
        }
        assert_eq!(json(&turned), expected);
    }
}

#[test]
fn a_department_whose_delay_the_office_has_waived_gets_no_letter() {
    let made = crate::outputs::every_pdf();
    let has_letter = |plan: &str, unit: &str| {
        made.iter().any(|one| one.name.ends_with(&format!("{plan}/don-doc/{unit}.pdf")))
    };
    // Thanh tra sent two days late, with a waiver in quyet-dinh.xlsx; the ward sent nothing, without one.
    assert!(has_letter("quang-yen-2024", "PHONGHAI") && !has_letter("quang-yen-2024", "TTR"));
}
