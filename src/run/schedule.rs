//! `schedule`: a unit for the system's own scheduler, so that the plan is made every day whether somebody watches or not.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use chrono::{NaiveTime, Timelike};
use serde_json::json;

use super::answer::Answer;
use super::look::Desk;
use crate::disk::{find_plan, plan_name};
use crate::domain::date::clock_time;
use crate::domain::key::loose;

const SERVICE: &str = include_str!("schedule/systemd.service");
const TIMER: &str = include_str!("schedule/systemd.timer");
const CRON: &str = include_str!("schedule/cron.txt");
const WINDOWS: &str = include_str!("schedule/windows.xml");
const WINDOWS_NOTE: &str = include_str!("schedule/windows-note.txt");

/// What the templates are filled with.
struct Job {
    plan: String,
    /// The plan's name in letters that every system takes as a file name.
    slug: String,
    time: NaiveTime,
    program: String,
    here: String,
    folder: String,
    output: String,
}

/// Prints the unit: two files for systemd, two lines for cron, an XML for Windows' Task Scheduler.
///
/// # Errors
/// When there is no such plan, the time is none, or a path cannot be written in such a unit.
pub fn schedule(desk: &Desk<'_>, plan: &str, at: &str, system: &str, output: &Path) -> Result<Answer> {
    let job = job(desk, plan, at, output)?;
    let (files, note) = match system {
        "systemd" => (systemd(&job), String::new()),
        "cron" => (vec![("crontab".to_owned(), cron(&job))], String::new()),
        "windows" => (
            vec![(format!("tonghop-{}.xml", job.slug), windows(&job))],
            fill(WINDOWS_NOTE, &job, str::to_owned),
        ),
        other => bail!("Không có hệ lập lịch “{other}”; dùng systemd, cron hoặc windows"),
    };
    let out = files.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
    let json = desk.json(|| {
        let files: Vec<_> = files.iter().map(|(name, text)| json!({ "name": name, "text": text })).collect();
        json!({ "plan": job.plan, "at": job.time.format("%H:%M").to_string(), "system": system, "files": files })
    });
    let err = if desk.request.quiet { String::new() } else { note };
    Ok(Answer { out, err, json, ..Answer::default() })
}

fn job(desk: &Desk<'_>, plan: &str, at: &str, output: &Path) -> Result<Job> {
    let folder = find_plan(&desk.request.input, plan)?;
    let name = plan_name(&folder)?;
    let time = clock_time(at)
        .ok_or_else(|| anyhow!("Giờ “{at}” không hợp lệ; viết giờ:phút, từ 00:00 đến 23:59, ví dụ 07:00"))?;
    let here = desk.world.here();
    Ok(Job {
        slug: slug(&name),
        plan: name,
        time,
        program: text(desk.world.program())?,
        folder: text(here.join(&folder))?,
        output: text(here.join(output))?,
        here: text(here)?,
    })
}

/// A path as text; one with a line break, or not in Unicode, stands in no unit.
fn text(path: PathBuf) -> Result<String> {
    match path.to_str() {
        Some(text) if !text.chars().any(char::is_control) => Ok(text.to_owned()),
        _ => bail!("Đường dẫn “{}” có ký tự không dùng được trong cấu hình lịch", path.display()),
    }
}

/// ASCII letters, digits and hyphens.
fn slug(name: &str) -> String {
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
        return name.to_owned();
    }
    let words: Vec<String> = loose(name)
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    if words.is_empty() { "ke-hoach".to_owned() } else { words.join("-") }
}

/// Fills `{name}`s; every value that is a path or a name goes through `quote`. One pass: what a path says is never
/// taken for a name.
fn fill(template: &str, job: &Job, quote: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(&match name {
            "plan" => quote(&job.plan),
            "program" => quote(&job.program),
            "folder" => quote(&job.folder),
            "output" => quote(&job.output),
            "here" => quote(&job.here),
            "arguments" => quote(&windows_arguments(job)),
            "slug" => job.slug.clone(),
            "time" => job.time.format("%H:%M").to_string(),
            "hour" => job.time.hour().to_string(),
            "minute" => job.time.minute().to_string(),
            _ => String::new(),
        });
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn systemd(job: &Job) -> Vec<(String, String)> {
    // `WorkingDirectory=` and `Description=` take the rest of the line, `ExecStart=` takes quoted words.
    let lines: Vec<String> = SERVICE
        .lines()
        .map(|line| match line.starts_with("ExecStart=") {
            true => fill(line, job, systemd_word),
            false => fill(line, job, |value| value.replace('%', "%%")),
        })
        .collect();
    vec![
        (format!("tonghop-{}.service", job.slug), lines.join("\n") + "\n"),
        (format!("tonghop-{}.timer", job.slug), fill(TIMER, job, |value| value.replace('%', "%%"))),
    ]
}

/// systemd.service(5), "Command lines": quotes, C escapes, `%` for specifiers and `$` for variables doubled.
fn systemd_word(value: &str) -> String {
    let inside = value.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    format!("\"{inside}\"")
}

fn cron(job: &Job) -> String {
    let lines: Vec<String> = CRON
        .lines()
        .map(|line| match line.starts_with('#') {
            true => fill(line, job, str::to_owned),
            false => fill(line, job, cron_word),
        })
        .collect();
    lines.join("\n") + "\n"
}

/// A word of the shell in single quotes; crontab(5) ends a command at a bare `%`.
fn cron_word(value: &str) -> String {
    format!("'{}'", value.replace('\'', "'\\''").replace('%', "\\%"))
}

/// ASCII throughout: `>` of the old shell and of PowerShell write different encodings, and both are right then.
fn windows(job: &Job) -> String {
    fill(WINDOWS, job, xml)
}

fn windows_arguments(job: &Job) -> String {
    let words = ["build", &job.folder, "--output", &job.output, "--quiet", "--no-progress"];
    words.map(windows_word).join(" ")
}

/// As `CommandLineToArgvW` takes words apart: quotes where there are spaces, backslashes before a quote doubled.
fn windows_word(word: &str) -> String {
    if !word.is_empty() && !word.contains([' ', '\t', '"']) {
        return word.to_owned();
    }
    let mut out = String::from("\"");
    let mut slashes = 0;
    for letter in word.chars() {
        match letter {
            '\\' => slashes += 1,
            '"' => {
                out.push_str(&"\\".repeat(slashes + 1));
                slashes = 0;
            }
            _ => slashes = 0,
        }
        out.push(letter);
    }
    out.push_str(&"\\".repeat(slashes));
    out.push('"');
    out
}

fn xml(value: &str) -> String {
    value.chars().fold(String::new(), |mut out, letter| {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            letter if letter.is_ascii() => out.push(letter),
            letter => out.push_str(&format!("&#x{:X};", u32::from(letter))),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::{Job, cron, slug, systemd, windows, windows_word};
    use crate::domain::date::clock_time;

    fn job() -> Job {
        Job {
            plan: "Kế hoạch 2024".into(),
            slug: slug("Kế hoạch 2024"),
            time: clock_time("7:05").unwrap(),
            program: "/opt/Tổng hợp/tonghop".into(),
            here: "/srv/Phòng TC-KH".into(),
            folder: "/srv/Phòng TC-KH/100% \"thật\" {plan} $HOME/Kế hoạch 2024".into(),
            output: "/srv/l'an/output".into(),
        }
    }

    #[test]
    fn systemd_quotes_spaces_percent_dollar_and_catches_up() {
        let files = systemd(&job());
        assert_eq!(files[0].0, "tonghop-ke-hoach-2024.service");
        let service = &files[0].1;
        assert!(service.contains("WorkingDirectory=/srv/Phòng TC-KH\n"), "{service}");
        assert!(
            service.contains(
                r#"ExecStart="/opt/Tổng hợp/tonghop" build "/srv/Phòng TC-KH/100%% \"thật\" {plan} $$HOME/Kế hoạch 2024" --output "/srv/l'an/output""#
            ),
            "{service}"
        );
        let timer = &files[1].1;
        assert!(timer.contains("OnCalendar=*-*-* 07:05:00\n") && timer.contains("Persistent=true\n"));
    }

    #[test]
    fn cron_quotes_for_the_shell_and_for_itself() {
        let text = cron(&job());
        assert!(
            text.contains("\n5 7 * * * cd '/srv/Phòng TC-KH' && '/opt/Tổng hợp/tonghop' build "),
            "{text}"
        );
        assert!(text.contains(r"100\% ") && text.contains(r"'/srv/l'\''an/output'"), "{text}");
        assert!(text.contains("\n@reboot "));
    }

    #[test]
    fn windows_is_ascii_xml_that_runs_missed_starts() {
        let mut job = job();
        job.folder = r"C:\Kế hoạch\năm 2024\".into();
        let text = windows(&job);
        assert!(text.is_ascii());
        let tree = roxmltree::Document::parse(&text).unwrap();
        let all = |name: &str| -> String {
            let found = tree.descendants().find(|node| {
                node.has_tag_name(("http://schemas.microsoft.com/windows/2004/02/mit/task", name))
            });
            found.and_then(|node| node.text().map(str::to_owned)).unwrap_or_default()
        };
        assert_eq!(all("StartWhenAvailable"), "true");
        assert!(all("StartBoundary").ends_with("T07:05:00"));
        assert_eq!(all("Command"), "/opt/Tổng hợp/tonghop");
        assert!(
            all("Arguments").starts_with(r#"build "C:\Kế hoạch\năm 2024\\" --output "#),
            "{}",
            all("Arguments")
        );
    }

    #[test]
    fn words_as_windows_takes_them_apart() {
        assert_eq!(windows_word(r"C:\a\"), r"C:\a\");
        assert_eq!(windows_word(r"C:\a b\"), r#""C:\a b\\""#);
        assert_eq!(windows_word("say \"x\""), r#""say \"x\"""#);
        assert_eq!(windows_word(""), "\"\"");
    }

    #[test]
    fn a_name_without_letters_still_names_a_file() {
        assert_eq!(slug("Đặc khu Cô Tô – 2026"), "dac-khu-co-to-2026");
        assert_eq!(slug("…"), "ke-hoach");
    }
}
