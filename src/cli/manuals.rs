//! What clap knows of our commands, for shells and for `man`.

use clap::{Command, CommandFactory};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use super::arguments::Cli;

/// Headings of a manual page, as clap_mangen writes them and as a Vietnamese reader expects them.
const HEADINGS: &[(&str, &str)] = &[
    ("NAME", "TÊN"),
    ("SYNOPSIS", "CÁCH DÙNG"),
    ("DESCRIPTION", "MÔ TẢ"),
    ("OPTIONS", "TÙY CHỌN"),
    ("SUBCOMMANDS", "CÁC LỆNH"),
    ("VERSION", "PHIÊN BẢN"),
];

/// The completion script of a shell; `None` for one that we do not know.
pub fn completions(shell: &str) -> Option<String> {
    let shell = match shell {
        "bash" => Shell::Bash,
        "zsh" => Shell::Zsh,
        "fish" => Shell::Fish,
        "powershell" => Shell::PowerShell,
        _ => return None,
    };
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "tonghop", &mut script);
    String::from_utf8(script).ok()
}

/// One manual page with all commands, as roff.
pub fn man() -> String {
    let root = Cli::command();
    let mut page = written(|page| {
        let man = Man::new(root.clone()).title("TONGHOP").manual("Hướng dẫn tonghop");
        man.render_title(page)?;
        man.render_name_section(page)?;
        man.render_synopsis_section(page)?;
        man.render_description_section(page)?;
        man.render_options_section(page)
    });
    page.push_str(".SH SUBCOMMANDS\n");
    for command in root.get_subcommands() {
        page.push_str(&section(command));
    }
    page.push_str(".SH \"MÃ THOÁT\"\n0: không có lỗi; 1: có lỗi trong biểu nộp (từ mức --fail-on trở lên); 2: sai cách dùng, ");
    page.push_str("sai cấu hình hoặc không đọc, ghi được tệp.\n");
    vietnamese(page)
}

/// A command as a sub-section: its words and its own options.
fn section(command: &Command) -> String {
    let name = format!("tonghop {}", command.get_name());
    let text = written(|page| {
        let man = Man::new(command.clone().bin_name(name.clone()));
        man.render_synopsis_section(page)?;
        man.render_description_section(page)?;
        man.render_options_section(page)
    });
    // The preamble stands once, in the title; sections of a command are paragraphs of its sub-section.
    let body: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with(".SH") && !line.starts_with(".ie") && !line.starts_with(".el"))
        .collect();
    format!(".SS \"{name}\"\n{}\n", body.join("\n"))
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut page = Vec::new();
    // A vector takes every byte.
    let _ = write(&mut page);
    String::from_utf8_lossy(&page).into_owned()
}

fn vietnamese(page: String) -> String {
    let lines: Vec<String> = page
        .lines()
        .map(|line| {
            let heading = HEADINGS.iter().find(|(english, _)| line == format!(".SH {english}"));
            heading.map_or_else(|| line.to_owned(), |(_, name)| format!(".SH \"{name}\""))
        })
        .collect();
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::{completions, man};

    #[test]
    fn every_shell_gets_every_command() {
        for shell in ["bash", "zsh", "fish", "powershell"] {
            let script = completions(shell).unwrap();
            assert!(script.contains("roll") || script.contains("trace"), "{shell}");
        }
        assert_eq!(completions("cmd"), None);
    }

    #[test]
    fn the_manual_names_every_command_in_vietnamese() {
        let page = man();
        for word in ["tonghop build", "tonghop schedule", "CÁCH DÙNG", "MÃ THOÁT", "Giờ chạy hằng ngày"]
        {
            assert!(page.contains(word), "{word} is not in\n{page}");
        }
        assert!(!page.contains(".SH SYNOPSIS"));
    }
}
