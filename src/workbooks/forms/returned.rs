//! Forms filled in and sent back: read → normalise → validate finds nothing, even where all input rules are gone.

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use crate::disk::load;
    use crate::domain::quantity::{Parsed, parse};
    use crate::domain::submission::ReceivedFile;
    use crate::domain::{Decimal, Direction, Plan};
    use crate::finding::{Code, Findings};
    use crate::run::consolidate;
    use crate::workbooks::forms::content::{Content, Entry, content};
    use crate::workbooks::forms::{forms, write};

    const PLANS: [&str; 2] = ["quang-yen-2024", "thanh-hoa-2024"];

    fn plan(name: &str) -> Plan {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input").join(name);
        let day = chrono::NaiveDate::from_ymd_opt(2023, 9, 25).unwrap();
        consolidate(&load(&folder).unwrap(), day).unwrap().plan
    }

    /// Reads the bytes of forms as `run` does, up to the rules.
    fn send_back(plan: &Plan, files: Vec<(String, Vec<u8>)>) -> (Vec<crate::domain::Submission>, Findings) {
        let mut findings = Findings::default();
        let files = files
            .into_iter()
            .map(|(path, bytes)| ReceivedFile { path: format!("nop/{path}"), bytes: bytes.into() })
            .collect();
        let settings = &plan.settings;
        let sources = crate::collect::collect(files, &settings.catalogue.departments, &mut findings);
        // Not every department sends one in these tests; that is another matter.
        let mut findings = Findings::default();
        let books = crate::read::read(&sources, &settings.limits, &mut findings);
        let drafts = crate::normalise::normalise(&books, &sources, settings, &mut findings);
        let submissions = crate::validate::validate(drafts, settings, &mut findings);
        (submissions, findings)
    }

    /// Fills in what a careful officer would: a plan that is no worse than the estimate, owners and deadlines.
    fn fill(content: &mut Content<'_>) {
        let day = chrono::NaiveDate::from_ymd_opt(2023, 9, 20);
        content.date = day;
        let column = content.plan_column;
        let name = content.department.name.clone();
        for line in content.lines.iter_mut().filter(|line| !line.total) {
            let nominal = |entry: &Entry| match entry {
                Entry::Number(value, _) => Some(*value),
                Entry::Words(text) => match parse(text, &line.spec.unit) {
                    Ok(Parsed::Figure { quantity, .. }) => quantity.nominal(),
                    _ => None,
                },
                Entry::Empty => None,
            };
            let known: Vec<Decimal> = line.entries.iter().filter_map(nominal).collect();
            let resolution = line.spec.resolution.as_ref().and_then(|target| target.nominal());
            let all = known.iter().copied().chain(resolution);
            let best = match line.spec.direction {
                Direction::LowerIsBetter => all.min(),
                Direction::HigherIsBetter | Direction::Neutral => all.max(),
            };
            let value = best.or(line.spec.min).unwrap_or(Decimal::ONE);
            if let Some(entry) = line.entries.get_mut(column) {
                *entry = Entry::Number(value, value.normalize().scale());
            }
        }
        for task in &mut content.tasks {
            task.owner = name.as_str().into();
            if task.deadline.is_empty() {
                task.deadline = "Quý IV/2024".into();
            }
        }
        for opinion in content.opinions.iter_mut().filter(|opinion| opinion.subject.is_empty()) {
            opinion.subject = "Mục tiêu chung".into();
        }
    }

    fn filled(plan: &Plan, strip: bool) -> Vec<(String, Vec<u8>)> {
        let departments = &plan.settings.catalogue.departments;
        departments
            .iter()
            .filter_map(|department| {
                let mut content = content(plan, department);
                if content.lines.is_empty() {
                    return None;
                }
                fill(&mut content);
                let bytes = write(plan, &content).unwrap();
                let bytes = if strip { crate::testing::without_rules(&bytes) } else { bytes };
                Some((format!("bieu-{}.xlsx", department.code), bytes))
            })
            .collect()
    }

    #[test]
    fn a_form_filled_in_and_sent_back_gives_no_finding() {
        for name in PLANS {
            let plan = plan(name);
            let files = filled(&plan, false);
            let sent = files.len();
            let (submissions, findings) = send_back(&plan, files);
            let told: Vec<String> =
                findings.iter().map(|f| format!("{} {} {}", f.code.id(), f.place, f.message)).collect();
            assert!(told.is_empty(), "{name}:\n{}", told.join("\n"));
            assert_eq!(submissions.len(), sent);
            let figures: usize = submissions.iter().map(|one| one.figures.len()).sum();
            assert!(figures >= sent, "{name}: {figures} rows of {sent} forms");
            assert!(submissions.iter().all(|one| one.cover.date.is_some()));
        }
    }

    #[test]
    fn a_form_whose_input_rules_were_pasted_over_is_read_and_checked_all_the_same() {
        let plan = plan(PLANS[0]);
        let department = plan.settings.catalogue.department("YTE").unwrap();
        let mut content = content(&plan, department);
        fill(&mut content);
        let column = content.plan_column;
        let limited = content.lines.iter_mut().find(|line| line.spec.max.is_some()).unwrap();
        let too_much = limited.spec.max.unwrap() * Decimal::TEN;
        limited.entries[column] = Entry::Number(too_much, 0);
        let bytes = crate::testing::without_rules(&write(&plan, &content).unwrap());
        let (_, findings) = send_back(&plan, vec![("bieu-YTE.xlsx".into(), bytes)]);
        let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [Code::FigureOutOfRange]);
        let (submissions, findings) = send_back(&plan, filled(&plan, true));
        assert!(findings.iter().next().is_none() && !submissions.is_empty());
    }

    #[test]
    fn a_form_of_another_plan_is_refused_and_of_another_version_is_read() {
        let plan = plan(PLANS[0]);
        let other = Plan {
            settings: Arc::new(crate::domain::Settings {
                plan: "noi-khac-2024".into(),
                title: "Kế hoạch của nơi khác".into(),
                ..(*plan.settings).clone()
            }),
            ..plan.clone()
        };
        let (submissions, findings) = send_back(&plan, filled(&other, false));
        assert!(submissions.is_empty());
        assert!(findings.iter().all(|finding| finding.code == Code::FormOfOtherPlan));
    }

    #[test]
    fn the_same_plan_gives_the_same_bytes_and_an_empty_form_asks_for_what_it_requires() {
        let plan = plan(PLANS[1]);
        let made = forms(&plan).unwrap();
        assert_eq!(made, forms(&plan).unwrap());
        let asking = made.iter().find(|form| form.required > 0).unwrap();
        let (_, findings) = send_back(&plan, vec![(asking.file.clone(), asking.bytes.clone())]);
        let asked = |finding: &crate::finding::Finding| finding.code == Code::FigureRequired;
        assert!(findings.iter().filter(|finding| asked(finding)).count() <= asking.required);
    }
}
