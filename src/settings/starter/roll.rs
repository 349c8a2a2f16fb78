//! Last year's tonghop.toml turned into next year's: years in titles move, paragraphs of last year wait as comments.

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Title, year, deadline; and the documents' own titles.
    Titles,
    /// Columns and comparisons: every year in their words moves.
    Columns,
    /// Narrative paragraphs: they tell of last year.
    Texts,
    Other,
}

/// The text for a plan `later` years after `year`, line by line, comments and order kept.
pub fn roll(text: &str, year: i32, later: i32) -> String {
    let mut part = Part::Titles;
    let mut out = String::with_capacity(text.len() + 200);
    for line in text.lines() {
        let bare = line.trim();
        if bare.starts_with('[') && bare.ends_with(']') && !bare.contains('"') {
            part = part_of(bare, part);
            out.push_str(line);
            out.push('\n');
            if part == Part::Texts {
                out.push_str("# Lời văn của năm trước: sửa lại rồi bỏ dấu # ở đầu dòng.\n");
            }
            continue;
        }
        out.push_str(&rolled(line, part, year, later));
        out.push('\n');
    }
    out
}

fn part_of(heading: &str, before: Part) -> Part {
    match heading {
        "[van-ban.noi-dung]" => Part::Texts,
        "[[cot]]" | "[[so-sanh]]" => Part::Columns,
        "[[van-ban]]" => Part::Titles,
        // A line of a list inside the texts is no heading.
        _ if before == Part::Texts
            && !heading.starts_with("[co-quan")
            && !heading.starts_with("[gioi-han")
            && !heading.starts_with("[phong-chu") =>
        {
            Part::Texts
        }
        _ => Part::Other,
    }
}

fn rolled(line: &str, part: Part, year: i32, later: i32) -> String {
    let key = line.split('=').next().unwrap_or_default().trim();
    match part {
        Part::Texts if line.trim().is_empty() || line.trim_start().starts_with('#') => line.to_owned(),
        Part::Texts => format!("# {line}"),
        Part::Columns => years(line, later, |_| true),
        Part::Titles => match key {
            "nam" | "ten" | "trich-yeu" => years(line, later, |found| found == year),
            "han-nop" => deadline(line, later),
            // Drafts are counted anew; remarks told of last year's figures.
            "du-thao" => "du-thao = \"DỰ THẢO\"".to_owned(),
            "ghi-chu" => format!("# {line}"),
            _ => line.to_owned(),
        },
        Part::Other => line.to_owned(),
    }
}

/// Moves the years of a line that are to be moved.
fn years(line: &str, later: i32, moves: impl Fn(i32) -> bool) -> String {
    let mut out = String::with_capacity(line.len());
    let mut digits = String::new();
    for letter in line.chars().chain(['\n']) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        match digits.parse::<i32>() {
            Ok(found) if digits.len() == 4 && (1990..2100).contains(&found) && moves(found) => {
                out.push_str(&(found + later).to_string());
            }
            _ => out.push_str(&digits),
        }
        digits.clear();
        if letter != '\n' {
            out.push(letter);
        }
    }
    out
}

/// A deadline of 29 February becomes one of the 28th.
fn deadline(line: &str, later: i32) -> String {
    years(line, later, |_| true).replace("-02-29", "-02-28")
}

#[cfg(test)]
mod tests {
    use super::roll;

    #[test]
    fn titles_move_and_paragraphs_wait() {
        let text = "ten = \"Kế hoạch năm 2024\"\nnam = 2024\nhan-nop = 2024-02-29\nghi-chu = \"minh họa\"\n[co-quan]\nten = [\"UBND 2024\"]\n[[cot]]\nten = \"TH năm 2022\"\n[[van-ban]]\ntrich-yeu = \"Năm 2024\"\ncan-cu = [\"Luật năm 2024\"]\n[van-ban.noi-dung]\nmo-dau = [\n  'Năm 2024 là',\n]\n[[van-ban]]\nten = \"b\"\n";
        let rolled = roll(text, 2024, 1);
        let lines: Vec<&str> = rolled.lines().collect();
        assert_eq!(lines[0], "ten = \"Kế hoạch năm 2025\"");
        assert_eq!(lines[1], "nam = 2025");
        assert_eq!(lines[2], "han-nop = 2025-02-28");
        assert_eq!(lines[3], "# ghi-chu = \"minh họa\"");
        assert_eq!(lines[5], "ten = [\"UBND 2024\"]");
        assert_eq!(lines[7], "ten = \"TH năm 2023\"");
        assert_eq!(lines[9], "trich-yeu = \"Năm 2025\"");
        assert_eq!(lines[10], "can-cu = [\"Luật năm 2024\"]");
        assert_eq!(lines[13], "# mo-dau = [");
        assert_eq!(lines[16], "[[van-ban]]");
    }
}
