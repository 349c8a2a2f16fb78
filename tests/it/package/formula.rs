//! The syntax of a formula and the sheets it names: what can be said without computing it.

/// Excel's limits: a formula, a text inside one.
const LONGEST: usize = 8192;
const LONGEST_TEXT: usize = 255;

/// Brackets and quotes close, every sheet named is there, no operator is left hanging.
pub fn check(text: &str, sheets: &[(String, String)], place: &str, faults: &mut Vec<String>) {
    if text.encode_utf16().count() > LONGEST {
        faults.push(format!("{place}: a formula longer than {LONGEST}"));
    }
    if let Err(fault) = walk(text, sheets) {
        faults.push(format!("{place}: {fault}: {text}"));
    }
}

fn walk(text: &str, sheets: &[(String, String)]) -> Result<(), String> {
    let letters: Vec<char> = text.chars().collect();
    let (mut depth, mut at, mut last) = (0i32, 0, ' ');
    while let Some(&letter) = letters.get(at) {
        match letter {
            '"' | '\'' => {
                let (inside, after) = quoted(&letters, at, letter).ok_or("an open quote")?;
                if letter == '"' && inside.encode_utf16().count() > LONGEST_TEXT {
                    return Err("a text longer than 255".into());
                }
                if letter == '\'' && !sheets.iter().any(|(name, _)| name.eq_ignore_ascii_case(&inside)) {
                    return Err(format!("no sheet {inside}"));
                }
                (at, last) = (after, letter);
                continue;
            }
            '!' => {
                let name: String =
                    letters[..at].iter().rev().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
                let name: String = name.chars().rev().collect();
                if last != '\'' && !sheets.iter().any(|(sheet, _)| sheet.eq_ignore_ascii_case(&name)) {
                    return Err(format!("no sheet {name}"));
                }
            }
            '(' => depth += 1,
            ')' if "+-*/^&=<>,".contains(last) => return Err(format!("“{last}” before a bracket")),
            ')' => depth -= 1,
            '*' | '/' | '^' | '&' if "+-*/^&(,".contains(last) => return Err(format!("“{last}{letter}”")),
            _ => {}
        }
        if depth < 0 {
            return Err("a bracket too many".into());
        }
        if letter != ' ' {
            last = letter;
        }
        at += 1;
    }
    match (depth, last) {
        (0, last) if !"+-*/^&=<>,".contains(last) || text.is_empty() => Ok(()),
        (0, last) => Err(format!("“{last}” at the end")),
        _ => Err("an open bracket".into()),
    }
}

/// What stands between quotes, doubled ones made single, and where it goes on.
fn quoted(letters: &[char], start: usize, quote: char) -> Option<(String, usize)> {
    let (mut inside, mut at) = (String::new(), start + 1);
    loop {
        let letter = *letters.get(at)?;
        at += 1;
        if letter != quote {
            inside.push(letter);
        } else if letters.get(at) == Some(&quote) {
            inside.push(quote);
            at += 1;
        } else {
            return Some((inside, at));
        }
    }
}
