//! Tags scanned before handlebars meets them, and its complaints in one Vietnamese sentence.

use handlebars::template::Template;
use handlebars::{TemplateError as EngineError, TemplateErrorReason};

use super::source::Source;
use super::trouble::TemplateError;

/// Blocks in blocks: deeper is a slip, and would only tax the parser's stack.
const DEEPEST: usize = 40;

/// Parses a template under its place's name.
pub(super) fn parse(source: &Source<'_>) -> Result<Template, TemplateError> {
    scan(source).map_err(|(offset, message)| fault(source, Some(source.position(offset)), message))?;
    Template::compile_with_name(source.text, source.place.clone()).map_err(|error| translate(source, &error))
}

fn fault(source: &Source<'_>, position: Option<(usize, usize)>, message: String) -> TemplateError {
    TemplateError { place: source.place.clone(), position, message, suggestion: None }
}

/// What the scan did not foresee.
fn translate(source: &Source<'_>, error: &EngineError) -> TemplateError {
    let message = match error.reason() {
        TemplateErrorReason::MismatchingClosedHelper(open, close) => {
            format!("khối {open} đang mở nhưng thẻ đóng lại là {close}")
        }
        TemplateErrorReason::InvalidParam(param) => format!("tham số {param} viết sai"),
        _ => "thẻ viết sai cú pháp handlebars".to_string(),
    };
    let position = error.pos().map(|(line, column)| tag_before(source, source.offset(line, column)));
    fault(source, position, message)
}

/// The tag around or before an offset: the parser stops inside the tag that it does not understand.
fn tag_before(source: &Source<'_>, offset: usize) -> (usize, usize) {
    let inside = source.text.get(..offset).and_then(|before| {
        let open = before.rfind("{{")?;
        before[open..].find("}}").is_none().then_some(open)
    });
    source.position(inside.unwrap_or(offset))
}

/// Every tag closed, every block closed by its own name, nothing that the language leaves out.
fn scan(source: &Source<'_>) -> Result<(), (usize, String)> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while let Some(found) = source.text.get(at..).and_then(|rest| rest.find("{{")) {
        let tag = at + found;
        at = match skip(source.text, tag)? {
            Some(after) => after,
            None => tag_end(source, tag, &mut open)?,
        };
    }
    match open.first() {
        Some((tag, name)) => {
            Err((*tag, format!("khối {{{{#{name}}}}} mở ở đây nhưng không có {{{{/{name}}}}} đóng")))
        }
        None => Ok(()),
    }
}

/// Past an escaped tag or a comment; `None`: a tag.
fn skip(text: &str, tag: usize) -> Result<Option<usize>, (usize, String)> {
    let backslashes = text[..tag].bytes().rev().take_while(|byte| *byte == b'\\').count();
    if backslashes == 1 {
        return Ok(Some(tag + 2));
    }
    let rest = &text[tag..];
    let comment = [("{{!--", "--}}"), ("{{!", "}}")].into_iter().find(|(start, _)| rest.starts_with(start));
    match comment {
        None => Ok(None),
        Some((start, end)) => match rest[start.len()..].find(end) {
            Some(length) => Ok(Some(tag + start.len() + length + end.len())),
            None => Err((tag, format!("chú thích mở ở đây nhưng không có {end} đóng"))),
        },
    }
}

/// Reads one tag and keeps the stack of open blocks; gives the offset after it.
fn tag_end<'a>(
    source: &Source<'a>,
    tag: usize,
    open: &mut Vec<(usize, &'a str)>,
) -> Result<usize, (usize, String)> {
    let text = source.text;
    if text[tag..].starts_with("{{{{") {
        return Err((tag, "khối thô {{{{…}}}} không được dùng".to_string()));
    }
    let body = &text[tag + 2..];
    let length =
        body.find("}}").ok_or_else(|| (tag, "thẻ {{ mở ở đây nhưng không có }} đóng".to_string()))?;
    let inside = body[..length].trim_matches(|c: char| c == '~' || c.is_whitespace());
    if inside.contains("{{") {
        return Err((tag, "thẻ {{ mở ở đây nhưng không có }} đóng".to_string()));
    }
    if inside.trim_matches(['{', '}']).trim().is_empty() {
        return Err((tag, "thẻ rỗng".to_string()));
    }
    even(inside).map_err(|message| (tag, message))?;
    blocks(source, tag, inside, open)?;
    let braces = body[length..].bytes().take_while(|byte| *byte == b'}').count();
    Ok(tag + 2 + length + braces)
}

/// Quotes and parentheses in pairs, not nested out of reason.
fn even(inside: &str) -> Result<(), String> {
    let mut quote = None;
    let mut depth = 0usize;
    for letter in inside.chars() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.checked_sub(1).ok_or("thừa dấu đóng ngoặc trong thẻ")?,
            _ => {}
        }
        if depth > DEEPEST {
            return Err("ngoặc lồng nhau quá sâu".to_string());
        }
    }
    match (quote, depth) {
        (Some(_), _) => Err("thiếu dấu nháy đóng trong thẻ".to_string()),
        (None, 1..) => Err("thiếu dấu đóng ngoặc trong thẻ".to_string()),
        _ => Ok(()),
    }
}

fn blocks<'a>(
    source: &Source<'a>,
    tag: usize,
    inside: &'a str,
    open: &mut Vec<(usize, &'a str)>,
) -> Result<(), (usize, String)> {
    let word = |text: &'a str| text.trim_start().split([' ', '\t', '\n', '\r', '(']).next().unwrap_or("");
    if let Some(rest) = inside.strip_prefix('#') {
        if rest.trim_start().starts_with(['*', '>']) {
            return Err((
                tag,
                "khối {{#*…}} và {{#>…}} không được dùng; tách thành mẫu riêng trong chung/".to_string(),
            ));
        }
        open.push((tag, word(rest)));
        if open.len() > DEEPEST {
            return Err((tag, format!("khối lồng nhau quá {DEEPEST} lớp")));
        }
    } else if let Some(rest) = inside.strip_prefix('/') {
        let name = word(rest);
        match open.pop() {
            None => {
                return Err((tag, format!("thẻ đóng {{{{/{name}}}}} không có khối nào đang mở")));
            }
            Some((start, opened)) if opened != name => {
                let (line, column) = source.position(start);
                let message = format!(
                    "thẻ đóng {{{{/{name}}}}} không khớp với khối {{{{#{opened}}}}} mở ở dòng {line}, cột {column}"
                );
                return Err((tag, message));
            }
            Some(_) => {}
        }
    } else if open.is_empty() && matches!(word(inside), "else" | "^") {
        return Err((tag, "{{else}} nằm ngoài khối".to_string()));
    } else if inside.starts_with('*') {
        return Err((tag, "thẻ {{*…}} không được dùng".to_string()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Source, parse};

    fn trouble(text: &str) -> String {
        parse(&Source::new("mẫu \"x\"".into(), text)).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn grammar_faults_are_one_sentence_with_their_place() {
        let cases = [
            ("a\n {{#if x}}b", "dòng 2, cột 2: khối {{#if}} mở ở đây nhưng không có {{/if}} đóng"),
            (
                "{{#if x}}\n{{/each}}",
                "dòng 2, cột 1: thẻ đóng {{/each}} không khớp với khối {{#if}} mở ở dòng 1, cột 1",
            ),
            ("Tỷ {{x", "dòng 1, cột 4: thẻ {{ mở ở đây nhưng không có }} đóng"),
            ("{{x {{y}}", "dòng 1, cột 1: thẻ {{ mở ở đây nhưng không có }} đóng"),
            ("{{/if}}", "dòng 1, cột 1: thẻ đóng {{/if}} không có khối nào đang mở"),
            ("{{else}}", "dòng 1, cột 1: {{else}} nằm ngoài khối"),
            ("{{}}", "dòng 1, cột 1: thẻ rỗng"),
            ("{{so \"CT01}}", "dòng 1, cột 1: thiếu dấu nháy đóng trong thẻ"),
            ("{{#if (eq a b}}{{/if}}", "dòng 1, cột 1: thiếu dấu đóng ngoặc trong thẻ"),
            ("{{so ,}}", "dòng 1, cột 1: thẻ viết sai cú pháp handlebars"),
            ("{{! chú thích", "dòng 1, cột 1: chú thích mở ở đây nhưng không có }} đóng"),
            ("{{{{raw}}}}{{{{/raw}}}}", "dòng 1, cột 1: khối thô {{{{…}}}} không được dùng"),
            ("{{#> x}}{{/x}}", "không được dùng"),
        ];
        for (text, wanted) in cases {
            let told = trouble(text);
            assert!(told.contains(wanted), "{text}: {told}");
            assert_eq!(told.lines().count(), 1, "{told}");
        }
    }

    #[test]
    fn right_texts_pass() {
        for text in [
            "",
            "a } b { c",
            "\\{{x}}",
            "{{!-- {{#if}} --}}{{x}}",
            "{{~x~}}",
            "{{#if a}}{{else if b}}{{else}}{{/if}}",
            "{{{x}}}",
        ] {
            assert_eq!(trouble(text), "", "{text}");
        }
    }

    #[test]
    fn depth_is_capped_before_the_parser() {
        let deep = format!("{}{}", "{{#if a}}".repeat(100_000), "{{/if}}".repeat(100_000));
        assert!(trouble(&deep).contains("quá 40 lớp"));
        assert!(trouble(&format!("{{{{x {}}}}}", "(".repeat(100_000))).contains("quá sâu"));
    }
}
