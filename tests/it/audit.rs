//! `audit` on what the program prints: right as it comes, and wrong in every way that has a code.

use std::path::Path;
use std::sync::OnceLock;

use chrono::NaiveDate;
use lopdf::{Dictionary, Document, Object};
use tonghop::audit::{Unreadable, audit, manual};
use tonghop::disk::{Stock, load, stock};
use tonghop::domain::{DocumentSpec, Settings, Urgency};
use tonghop::finding::{Code, Findings, Severity};
use tonghop::run::{Outcome, PrintJob, consolidate, print};
use tonghop::template::Mode;

use crate::outputs::every_pdf;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

struct Bundle {
    outcome: Outcome,
    stock: Stock,
}

fn bundle(plan: &str) -> Bundle {
    let folder = root().join("input").join(plan);
    let inputs = load(&folder).unwrap();
    let outcome = consolidate(&inputs, NaiveDate::from_ymd_opt(2023, 9, 25).unwrap()).unwrap();
    let stock = stock(&folder, root(), &outcome.plan.settings.fonts).unwrap();
    Bundle { outcome, stock }
}

fn programme() -> &'static Bundle {
    static BUNDLE: OnceLock<Bundle> = OnceLock::new();
    BUNDLE.get_or_init(|| bundle("thanh-hoa-2024"))
}

fn printed(bundle: &Bundle, stock: &Stock, mode: Mode, only: &[String]) -> Vec<(String, Vec<u8>)> {
    let job = PrintJob { plan: &bundle.outcome.plan, stock, mode, only, attachments: &[] };
    print(&job).unwrap().into_iter().map(|document| (document.name, document.pdf)).collect()
}

fn audited(bytes: &[u8]) -> Findings {
    let mut findings = Findings::default();
    audit("a.pdf", bytes, &mut findings).unwrap();
    crate::seen::saw(findings.iter().map(|finding| finding.code.id()));
    findings
}

fn told(findings: &Findings) -> String {
    let one = |finding: &tonghop::finding::Finding| {
        format!("{} {} {:?}\n", finding.code.id(), finding.message, finding.found)
    };
    findings.iter().map(one).collect()
}

/// Everything official that any plan prints: a draft has its mark and nothing else, a final has nothing at all.
#[test]
fn our_own_documents_pass() {
    let mut audits = 0;
    for made in every_pdf().iter().filter(|made| !made.is_slip()) {
        let findings = audited(&made.bytes);
        if made.is_final() {
            assert!(findings.is_empty(), "{}: {}", made.name, told(&findings));
        } else {
            let other: Vec<Code> =
                findings.iter().map(|finding| finding.code).filter(|code| *code != Code::DraftMark).collect();
            assert!(other.is_empty(), "{}: {}", made.name, told(&findings));
        }
        audits += 1;
    }
    assert!(audits >= 16, "{audits} documents of three plans, as drafts and as finals");
}

/// A document of each way to sign, of each mark, and of titles short and long, beside the office's own.
fn variants(bundle: &Bundle) -> Vec<DocumentSpec> {
    let settings = &bundle.outcome.plan.settings;
    let plain = settings.documents.iter().find(|document| document.template == "chuong-trinh").unwrap();
    let texts = |list: &[&str]| list.iter().map(|text| text.to_string()).collect::<Vec<String>>();
    let signed = [
        &["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"][..],
        &["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        &["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"],
        &["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"],
        &["TL. CHỦ TỊCH", "TRƯỞNG PHÒNG", "TÀI CHÍNH - KẾ HOẠCH"],
        &["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
        &["TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"],
    ];
    let mut all: Vec<DocumentSpec> = Vec::new();
    for lines in signed {
        let mut document = plain.clone();
        document.signature.lines = texts(lines);
        document.signature.name = "Nguyễn Văn A".into();
        all.push(document);
    }
    for urgency in [Urgency::Urgent, Urgency::VeryUrgent, Urgency::Express] {
        all.push(DocumentSpec { urgency: Some(urgency), ..plain.clone() });
    }
    for circulation in ["XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"] {
        all.push(DocumentSpec { circulation: circulation.into(), ..plain.clone() });
    }
    // The second fills its line but for a paragraph's indent at either side; the third has three lines.
    for subject in [
        "Năm 2024",
        "Phát triển kinh tế - xã hội, bảo đảm quốc phòng, an ninh năm 2026",
        "Phát triển kinh tế - xã hội, bảo đảm quốc phòng, an ninh năm 2026 và mục tiêu, nhiệm vụ, giải pháp chủ yếu giai \
         đoạn 2026 - 2030 trên địa bàn",
    ] {
        all.push(DocumentSpec { subject: subject.into(), ..plain.clone() });
    }
    for (place, document) in all.iter_mut().enumerate() {
        document.name = format!("bien-the-{place}");
    }
    all
}

#[test]
fn every_signature_mark_and_title_passes() {
    let bundle = programme();
    let mut plan = bundle.outcome.plan.clone();
    let documents = variants(bundle);
    let count = documents.len();
    plan.settings = std::sync::Arc::new(Settings { documents, ..(*plan.settings).clone() });
    for mode in [Mode::Draft, Mode::Final] {
        let job = PrintJob { plan: &plan, stock: &bundle.stock, mode, only: &[], attachments: &[] };
        let made = print(&job).unwrap();
        assert_eq!(made.len(), count);
        for document in made {
            let findings = audited(&document.pdf);
            let allowed = |code: Code| mode == Mode::Draft && code == Code::DraftMark;
            assert!(findings.iter().all(|one| allowed(one.code)), "{}: {}", document.name, told(&findings));
        }
    }
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/golden/audit").join(name)).unwrap()
}

/// Two exports of LibreOffice Writer: set as the Decree wants, and wrong in a dozen ways.
#[test]
pub fn exports_of_an_office_suite_are_read_like_ours() {
    let right = audited(&sample("writer-dung.pdf"));
    assert!(right.is_empty(), "{}", told(&right));
    let wrong = audited(&sample("writer-sai.pdf"));
    for code in [
        Code::MarginWrong,
        Code::FontSizeWrong,
        Code::RuleMissing,
        Code::PageNumberPlace,
        Code::PageNumberOnFirst,
        Code::BodyNotJustified,
        Code::IndentWrong,
        Code::ParagraphSpacing,
        Code::LineSpacing,
        Code::NotTagged,
        Code::LanguageMissing,
        Code::TitleMissing,
    ] {
        assert!(wrong.has(code), "no {}: {}", code.id(), told(&wrong));
    }
    for code in [Code::FontFamilyWrong, Code::FontStyleWrong, Code::ComponentMissing, Code::ComponentOrder] {
        assert!(!wrong.has(code), "{} is right in the file: {}", code.id(), told(&wrong));
    }
}

/// The command as its user meets it: 0 right, 1 wrong, 2 unreadable; the others are audited all the same.
#[test]
fn the_command_tells_by_its_exit_code() {
    let folder = root().join("tests/golden/audit");
    let run = |words: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_tonghop"))
            .args(words)
            .current_dir(&folder)
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, out, err) = run(&["audit", "writer-dung.pdf"]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.contains("4 trang") && out.contains("Nghị định 30/2020/NĐ-CP"), "{out}");
    let (code, out, err) = run(&["audit", "writer-sai.pdf"]);
    assert_eq!(code, Some(1), "{out}");
    assert!(err.contains("lỗi TH0704 writer-sai.pdf") && err.contains("Cách sửa:"), "{err}");
    let (code, out, err) = run(&["audit", "writer-dung.pdf", "khong-co.pdf", "writer-sai.pdf"]);
    assert_eq!(code, Some(2), "{out}");
    assert!(err.contains("khong-co.pdf") && out.contains("writer-sai.pdf: "), "{out} {err}");
    let (code, out, _) = run(&["audit", "--format", "json", "writer-sai.pdf"]);
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, Some(1));
    let file = &value["files"][0];
    assert_eq!(
        (&file["file"], &file["profile"]),
        (&"writer-sai.pdf".into(), &"Nghị định 30/2020/NĐ-CP".into())
    );
    let errors = file["counts"]["error"].as_u64().unwrap();
    let told = file["findings"].as_array().unwrap();
    assert!(
        errors > 5 && told.len() as u64 >= errors && told[0]["code"].as_str().unwrap().starts_with("TH07")
    );
}

/// The programme of Thạnh Hóa with a changed stylesheet or template: (where, what, by what).
fn changed(changes: &[(&str, &str, &str)]) -> Vec<u8> {
    let bundle = programme();
    let mut stock = bundle.stock.clone();
    for (name, from, to) in changes {
        let text = match stock.templates.get_mut(*name) {
            Some(text) => text,
            None => stock.stylesheets.get_mut(*name).unwrap(),
        };
        assert!(text.contains(from), "{name} has no “{from}”");
        *text = text.replace(from, to);
    }
    let mut documents = printed(bundle, &stock, Mode::Draft, &["chuong-trinh".to_owned()]);
    documents.remove(0).1
}

const CSS: &str = "nghi-dinh-30";

/// The code stands among the findings; what else the change breaks is not asked here.
fn fires(code: Code, changes: &[(&str, &str, &str)]) {
    let findings = audited(&changed(changes));
    assert!(findings.has(code), "{changes:?} gives no {}: {}", code.id(), told(&findings));
}

#[test]
pub fn wrong_sheets() {
    fires(Code::PaperNotA4, &[(CSS, "size: A4 portrait", "size: 216mm 279mm")]);
    fires(Code::MarginWrong, &[(CSS, "20mm 15mm 20mm 30mm", "20mm 15mm 20mm 25mm")]);
    fires(Code::MarginWrong, &[(CSS, "20mm 15mm 20mm 30mm", "20mm 24mm 20mm 30mm"), (CSS, "165mm", "156mm")]);
    fires(
        Code::MarginWrong,
        &[(CSS, "20mm 15mm 20mm 30mm", "10mm 15mm 20mm 30mm"), (CSS, "-th-top: 10mm", "-th-top: 4mm")],
    );
    fires(Code::MarginWrong, &[(CSS, "20mm 15mm 20mm 30mm", "20mm 15mm 10mm 30mm")]);
    fires(
        Code::OrientationWrong,
        &[(CSS, "@page van-ban {\n  size: A4 portrait", "@page van-ban {\n  size: A4 landscape")],
    );
}

#[test]
pub fn wrong_components() {
    let head = "chung/dau-van-ban";
    fires(Code::ComponentMissing, &[(head, "Độc lập - Tự do - Hạnh phúc", "Độc lập")]);
    fires(Code::ComponentMissing, &[("chung/noi-nhan", "Nơi nhận:", "Gửi:")]);
    // Moved: taken out where it stands, put in where it does not belong.
    let (head_part, kind, signature) =
        ("{{> chung/dau-van-ban}}", "{{> chung/ten-loai}}", "{{> chung/chu-ky}}");
    let kind_first = format!("{kind}\n{head_part}");
    fires(
        Code::ComponentOrder,
        &[("chuong-trinh", kind, ""), ("chuong-trinh", head_part, kind_first.as_str())],
    );
    let signature_first = format!("{kind}\n{signature}");
    fires(
        Code::ComponentOrder,
        &[("chuong-trinh", signature, ""), ("chuong-trinh", kind, signature_first.as_str())],
    );
    fires(
        Code::ComponentPlace,
        &[(CSS, "h1.ten-loai { text-align: center", "h1.ten-loai { text-align: center; margin-left: 30mm")],
    );
    fires(
        Code::LetterCaseWrong,
        &[(head, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam")],
    );
    fires(
        Code::FontSizeWrong,
        &[(
            CSS,
            "body {\n  font-family: \"Times New Roman\", \"Liberation Serif\", Tinos, serif;\n  font-size: 14pt",
            "body {\n  font-family: \"Times New Roman\", \"Liberation Serif\", Tinos, serif;\n  font-size: 11pt",
        )],
    );
    fires(Code::FontSizeWrong, &[(CSS, "p.quoc-hieu { font-size: 13pt", "p.quoc-hieu { font-size: 11pt")]);
    fires(
        Code::FontStyleWrong,
        &[(
            CSS,
            "p.dia-danh { font-size: 14pt; font-style: italic",
            "p.dia-danh { font-size: 14pt; font-style: normal",
        )],
    );
    fires(Code::TextNotBlack, &[(CSS, "h1.ten-loai {", "h1.ten-loai { color: #c00000;")]);
}

#[test]
pub fn wrong_rules_under_components() {
    let head = "chung/dau-van-ban";
    fires(Code::RuleMissing, &[(head, "<hr class=\"bang-chu\"/>", "")]);
    fires(Code::RuleMissing, &[(head, "<hr class=\"mot-phan\"/>", "")]);
    fires(
        Code::RuleLength,
        &[(
            CSS,
            "hr.mot-phan { -th-width-of: previous; -th-share: 0.4",
            "hr.mot-phan { -th-width-of: previous; -th-share: 0.9",
        )],
    );
    fires(
        Code::RuleLength,
        &[(
            CSS,
            "hr.bang-chu { -th-width-of: previous; -th-share: 1;",
            "hr.bang-chu { -th-width-of: previous; -th-share: 0.5;",
        )],
    );
    fires(Code::RuleNotDrawn, &[(head, "<hr class=\"bang-chu\"/>", "<p>_____________________</p>")]);
}

#[test]
pub fn wrong_page_numbers() {
    let numbers = "@top-center { content: counter(page); font-size: 13pt; -th-on-first: no; -th-top: 10mm }";
    fires(Code::PageNumberMissing, &[(CSS, numbers, "")]);
    fires(Code::PageNumberOnFirst, &[(CSS, "-th-on-first: no", "-th-on-first: yes")]);
    fires(Code::PageNumberSequence, &[(CSS, "-th-restart-page-numbers: yes", "")]);
    fires(
        Code::FontSizeWrong,
        &[(
            CSS,
            numbers,
            "@top-center { content: counter(page); font-size: 10pt; -th-on-first: no; -th-top: 10mm }",
        )],
    );
}

#[test]
pub fn wrong_paragraphs() {
    fires(
        Code::BodyNotJustified,
        &[(CSS, "p { margin: 6pt 0 0 0; text-align: justify", "p { margin: 6pt 0 0 0; text-align: left")],
    );
    fires(Code::IndentWrong, &[(CSS, "text-indent: 10mm; orphans", "text-indent: 0; orphans")]);
    fires(Code::IndentWrong, &[(CSS, "text-indent: 10mm; orphans", "text-indent: 20mm; orphans")]);
    fires(Code::ParagraphSpacing, &[(CSS, "p { margin: 6pt 0 0 0", "p { margin: 2pt 0 0 0")]);
    fires(Code::LineSpacing, &[(CSS, "line-height: 1.1;", "line-height: 1.8;")]);
    fires(Code::LineSpacing, &[(CSS, "line-height: 1.1;", "line-height: 0.85;")]);
}

/// The programme, changed in the file itself.
fn operated(change: impl Fn(&mut Document)) -> Findings {
    static PDF: OnceLock<Vec<u8>> = OnceLock::new();
    let mut document = Document::load_mem(PDF.get_or_init(|| changed(&[]))).unwrap();
    change(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    audited(&bytes)
}

fn dictionaries(document: &mut Document, change: impl Fn(&mut Dictionary)) {
    fn below(object: &mut Object, change: &impl Fn(&mut Dictionary)) {
        match object {
            Object::Dictionary(dict) => {
                dict.iter_mut().for_each(|(_, value)| below(value, change));
                change(dict);
            }
            Object::Array(items) => items.iter_mut().for_each(|item| below(item, change)),
            _ => {}
        }
    }
    document.objects.values_mut().for_each(|object| below(object, &change));
}

#[test]
pub fn wrong_files() {
    let untouched = operated(|_| {});
    assert!(!untouched.any_at_least(Severity::Warning), "{}", told(&untouched));

    let renamed = operated(|document| {
        dictionaries(document, |dict| {
            if dict.has(b"BaseFont") {
                dict.set("BaseFont", "AAAAAA+ArialMT");
            }
        });
    });
    assert!(renamed.has(Code::FontFamilyWrong));

    let unembedded = operated(|document| {
        dictionaries(document, |dict| {
            dict.remove(b"FontFile2");
            dict.remove(b"FontFile3");
        });
    });
    assert!(unembedded.has(Code::FontNotEmbedded));

    let unmapped = operated(|document| {
        dictionaries(document, |dict| {
            dict.remove(b"ToUnicode");
        });
    });
    assert!(unmapped.has(Code::TextNotMapped));

    let untagged = operated(|document| {
        for key in [&b"StructTreeRoot"[..], b"MarkInfo", b"Lang"] {
            document.catalog_mut().unwrap().remove(key);
        }
        let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
        document.get_dictionary_mut(info).unwrap().remove(b"Title");
    });
    for code in [Code::NotTagged, Code::LanguageMissing, Code::TitleMissing] {
        assert!(untagged.has(code), "{}", code.id());
    }

    let called_final = operated(|document| {
        let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
        document.get_dictionary_mut(info).unwrap().remove(b"Status");
    });
    let mark = called_final.iter().find(|finding| finding.code == Code::DraftMark).unwrap();
    assert_eq!(mark.severity, Severity::Error);
    assert_eq!(mark.place.to_string(), "a.pdf › trang 1");
}

/// Adds a content stream to every page.
fn written(words: &str) -> Findings {
    operated(|document| {
        for page in document.get_pages().into_values() {
            document.add_page_contents(page, words.as_bytes().to_vec()).unwrap();
        }
    })
}

#[test]
pub fn what_was_not_read_is_said() {
    // A form that draws itself for ever.
    let damaged = operated(|document| {
        let id = document.new_object_id();
        let own = lopdf::dictionary! { "XObject" => lopdf::dictionary! { "X" => id } };
        let head = lopdf::dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "Resources" => own.clone(),
            "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()]
        };
        document.objects.insert(id, lopdf::Stream::new(head, b"/X Do".to_vec()).into());
        let content = document.add_object(lopdf::Stream::new(Dictionary::new(), b"/X Do".to_vec()));
        let last = *document.get_pages().values().last().unwrap();
        let page = document.get_dictionary_mut(last).unwrap();
        page.set("Resources", own);
        page.set("Contents", content);
    });
    assert!(damaged.has(Code::PdfPartlyRead), "{}", told(&damaged));
}

#[test]
pub fn text_where_none_belongs() {
    let outside = written("BT /F0 12 Tf 1 0 0 1 10 300 Tm <00050006000700080009> Tj ET");
    assert!(outside.has(Code::TextOutsideFrame), "{}", told(&outside));
    let erased = operated(|document| {
        for page in document.get_pages().into_values() {
            document.get_dictionary_mut(page).unwrap().remove(b"Contents");
        }
    });
    assert!(erased.has(Code::PdfWithoutText));
    let deep = written("q q Q Q Q Q [[[[ ((( BI ID EI /X Do BT Tj ' \" TJ T* Td Tm ET");
    assert!(!deep.any_at_least(Severity::Error), "{}", told(&deep));
}

#[test]
pub fn page_number_at_the_foot_and_at_the_side() {
    // Page numbers of our own pages, moved by the file: down by 247 mm, or aside.
    for (from, to) in [("-th-top: 10mm", "-th-top: 285mm"), ("@top-center", "@top-right")] {
        let bundle = programme();
        let mut stock = bundle.stock.clone();
        let text = stock.stylesheets.get_mut(CSS).unwrap();
        *text = text.replace(from, to);
        let job = PrintJob {
            plan: &bundle.outcome.plan,
            stock: &stock,
            mode: Mode::Draft,
            only: &["chuong-trinh".to_owned()],
            attachments: &[],
        };
        let Ok(documents) = print(&job) else { continue };
        let findings = audited(&documents[0].pdf);
        assert!(findings.has(Code::PageNumberPlace), "{to}: {}", told(&findings));
    }
}

#[test]
fn what_is_no_pdf_is_one_sentence() {
    let refused = |bytes: &[u8]| audit("a.pdf", bytes, &mut Findings::default()).unwrap_err();
    assert_eq!(refused(b""), Unreadable::NotPdf);
    assert_eq!(refused(b"PK\x03\x04 a workbook"), Unreadable::NotPdf);
    assert_eq!(refused(b"%PDF-1.7\n%%EOF\n"), Unreadable::Damaged);
    let whole = changed(&[]);
    for cut in [whole.len() / 3, whole.len() / 2, whole.len() - 40] {
        let _ = audit("a.pdf", &whole[..cut], &mut Findings::default());
    }
    // Every thousandth byte another: never a panic, whatever is found.
    for start in [0, 1, 2] {
        let mut bent = whole.clone();
        bent.iter_mut().skip(100 + start).step_by(997).for_each(|byte| *byte ^= 0x55);
        let _ = audit("a.pdf", &bent, &mut Findings::default());
    }
}

#[test]
fn the_document_lists_the_checks() {
    let path = root().join("docs/audit.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, manual()).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert_eq!(stored, manual(), "docs/audit.md is not as the code: UPDATE=1 cargo test --test it audit");
}
