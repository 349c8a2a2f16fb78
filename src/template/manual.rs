//! The manual of the template language: every name of the contract and every word, written from the code itself.

use super::shape::{Shape, Shaped};
use super::texts::TEXT_NAMES;
use super::view::View;
use super::vocabulary::WORDS;

/// Markdown tables in Vietnamese: names that a template may use, words of the language, names of free texts.
pub fn manual() -> String {
    let mut out = String::from("### Tên dữ liệu\n\n| Tên | Loại | Nghĩa |\n|---|---|---|\n");
    rows("", &View::shape(), &mut out);
    out.push_str("\n### Từ\n\n| Từ | Ví dụ | Nghĩa |\n|---|---|---|\n");
    for word in WORDS {
        out.push_str(&format!("| `{}` | `{}` | {} |\n", word.name, word.example, word.meaning));
    }
    out.push_str("\n### Tên đoạn của `[van-ban.noi-dung]`\n\n");
    let names: Vec<String> = TEXT_NAMES.iter().map(|name| format!("`{name}`")).collect();
    out.push_str(&names.join(", "));
    out.push('\n');
    out
}

fn rows(prefix: &str, shape: &Shape, out: &mut String) {
    let Shape::Object(fields) = shape else { return };
    for field in fields {
        let inner = match &field.shape {
            Shape::List(item) => &**item,
            other => other,
        };
        let list = if matches!(field.shape, Shape::List(_)) { "[]" } else { "" };
        let name = format!("{prefix}{}{list}", field.name);
        let kind = match (list, inner) {
            ("[]", Shape::Text) => "danh sách chữ",
            _ => field.shape.vietnamese(),
        };
        out.push_str(&format!("| `{name}` | {kind} | {} |\n", field.meaning));
        rows(&format!("{name}."), inner, out);
    }
}

#[cfg(test)]
mod tests {
    use super::manual;
    use std::path::Path;

    const OPEN: &str = "<!-- hợp đồng dữ liệu: viết từ mã nguồn, không sửa tay -->\n";
    const CLOSE: &str = "<!-- hết hợp đồng dữ liệu -->";

    /// `UPDATE=1 cargo test` rewrites the page.
    #[test]
    fn the_page_lists_exactly_the_names_of_the_code() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/templates.md");
        let page = std::fs::read_to_string(&path).expect("the page").replace("\r\n", "\n");
        let (before, rest) = page.split_once(OPEN).expect("the opening mark");
        let (_, after) = rest.split_once(CLOSE).expect("the closing mark");
        let wanted = format!("{before}{OPEN}\n{}\n{CLOSE}{after}", manual());
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &wanted).expect("written");
        } else {
            assert!(page == wanted, "docs/templates: chạy lại với UPDATE=1");
        }
    }
}
