//! The list of checks as a document: what `docs/audit.md` holds, made from the rules and tables themselves.

use std::fmt::Write;

use super::fault::{number, range};
use super::profile::{Case, Leading, Mark, Profile};
use super::profiles::ALL;
use super::rules;

const HEAD: &str = "\
# Soát thể thức: `tonghop audit`

<!-- Tệp này sinh từ mã nguồn (src/audit): UPDATE=1 cargo test --test it audit -->

`tonghop audit TỆP.pdf …` đọc lại một tệp PDF (của chương trình, hoặc xuất từ Word, LibreOffice) và soát thể thức như một
người kiểm tra: mỗi chỗ sai có mã, trang, điều khoản, giá trị thấy và giá trị cần. `--format json` cho phần mềm khác;
`tonghop explain MÃ` giải thích từng mã. Mã thoát: 0 đạt, 1 có lỗi (hoặc cảnh báo với `--fail-on warning`), 2 không đọc
được tệp. Quy định áp dụng được chọn theo tiêu đề ở trang đầu: Quốc hiệu, hoặc “ĐẢNG CỘNG SẢN VIỆT NAM”.

Máy chỉ soát được cái nhìn thấy trên trang. Chữ ký, con dấu, nội dung và chính tả vẫn do người kiểm tra.

## Các phép soát

| Mã | Mức | Phát hiện | Căn cứ | Cách sửa |
|---|---|---|---|---|
";

/// The document, Markdown.
pub fn manual() -> String {
    let mut out = HEAD.to_owned();
    for rule in rules::ALL {
        let article = (rule.article)(ALL[0]);
        for code in rule.codes {
            let (id, level, title, help) =
                (code.id(), code.severity().vietnamese(), code.title(), code.remedy());
            let _ = writeln!(out, "| {id} | {level} | {title}. {} | {article} | {help} |", code.meaning());
        }
    }
    for profile in ALL {
        tables(&mut out, profile);
    }
    out
}

fn tables(out: &mut String, profile: &Profile) {
    let (format, margins, body) = (&profile.format, &profile.margins, &profile.body);
    let _ = writeln!(out, "\n## {}\n\n| Mục | Yêu cầu | Căn cứ |\n|---|---|---|", profile.name);
    let mut row = |what: &str, wish: String, article: &str| {
        let _ = writeln!(out, "| {what} | {wish} | {article} |");
    };
    row("Khổ giấy", format!("{} × {} mm", number(format.width), number(format.height)), format.article);
    let sides =
        [("trên", margins.top), ("dưới", margins.bottom), ("trái", margins.left), ("phải", margins.right)];
    let sides: Vec<String> =
        sides.iter().map(|(side, allowed)| format!("{side} {}", range(*allowed))).collect();
    row("Lề (mm)", sides.join(", "), margins.article);
    row("Phông chữ", format!("{}, màu đen", profile.letters.name), profile.letters.article);
    row(
        "Số trang",
        format!("cỡ {}, giữa lề trên, trang đầu không hiển thị", range(profile.page_number.size)),
        profile.page_number.article,
    );
    row("Số trang phụ lục", "đánh riêng từ 1".into(), profile.page_number.annex_article);
    let indents: Vec<String> = body.indents.iter().map(|indent| number(*indent)).collect();
    let leading = match body.leading {
        Leading::Lines(low, high) => format!("{} dòng", range((low, high))),
        Leading::Points(low, high) => format!("{} pt", range((low, high))),
    };
    let text = format!(
        "canh đều hai lề, lùi đầu dòng {} mm, cách đoạn từ {} pt, cách dòng {leading}",
        indents.join(" hoặc "),
        number(body.gap)
    );
    row("Đoạn văn", text, body.article);
    for sign in profile.signs {
        let wish = match sign.mark {
            Mark::Rule(low, high) if low == high => "nét vẽ dài bằng dòng chữ".to_owned(),
            Mark::Rule(..) => "nét vẽ dài từ 1/3 đến 1/2 dòng chữ, cân đối".to_owned(),
            Mark::Typed(text) => format!("dấu “{text}”"),
        };
        row(&format!("Dưới {}", sign.under.vietnamese()), wish, sign.article);
    }
    let _ = writeln!(
        out,
        "\n| Thành phần | Bắt buộc | Cỡ chữ | Kiểu chữ | Chữ | Căn cứ |\n|---|---|---|---|---|---|"
    );
    for component in profile.components {
        let weight = component.bold.map(|bold| if bold { "đậm" } else { "không đậm" });
        let slant = component.italic.map(|italic| if italic { "nghiêng" } else { "đứng" });
        let style = slant.into_iter().chain(weight).collect::<Vec<_>>().join(", ");
        let case = match component.case {
            Case::Capitals => "in hoa",
            Case::Sentence => "in thường",
            Case::Any => "",
        };
        let required = if component.required { "có" } else { "" };
        let (name, size) = (component.part.vietnamese(), range(component.size));
        let _ = writeln!(out, "| {name} | {required} | {size} | {style} | {case} | {} |", component.article);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::manual;
    use crate::audit::rules;
    use crate::finding::Code;

    #[test]
    fn every_code_of_the_audit_has_one_rule_and_one_line() {
        let ruled: Vec<&str> = rules::ALL.iter().flat_map(|rule| rule.codes).map(|code| code.id()).collect();
        let all: BTreeSet<&str> =
            Code::ALL.iter().map(|code| code.id()).filter(|id| id.starts_with("TH07")).collect();
        assert_eq!(ruled.iter().copied().collect::<BTreeSet<_>>(), all);
        assert_eq!(ruled.len(), all.len());
        let text = manual();
        assert!(all.iter().all(|id| text.matches(&format!("| {id} |")).count() == 1));
    }
}
