//! The room as a whole: bundled templates, unknown names everywhere, hostile words, draft and final.

use super::fixture::{FIGURES, HOSTILE, bundled, document, plan, templates};
use super::{Mode, template};
use crate::domain::{DocumentSpec, Office, Plan, Spelling};

const BUNDLED: [&str; 5] = ["ke-hoach", "bao-cao", "chuong-trinh", "to-trinh", "tiep-thu-giai-trinh"];

fn xhtml(plan: &Plan, document: &DocumentSpec, mode: Mode) -> String {
    template(plan, document, &bundled(), mode).unwrap_or_else(|errors| panic!("{errors}"))
}

/// All text of a document, white space collapsed.
fn words(xhtml: &str) -> String {
    let tree = roxmltree::Document::parse(xhtml).expect("well-formed");
    let text: Vec<&str> =
        tree.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
    text.join("").split([' ', '\n', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A one-template document.
fn small(text: &str) -> (Plan, DocumentSpec, super::Templates) {
    (plan(), document("x"), templates(&[("x", text), ("chung/con", "{{ten}}")]))
}

fn told(text: &str) -> String {
    let (plan, document, templates) = small(text);
    template(&plan, &document, &templates, Mode::Draft)
        .err()
        .map(|errors| errors.to_string())
        .unwrap_or_default()
}

fn printed(text: &str) -> String {
    let (plan, document, templates) = small(text);
    template(&plan, &document, &templates, Mode::Draft).unwrap_or_else(|errors| panic!("{text}: {errors}"))
}

fn with_text(name: &str, paragraphs: &[&str]) -> DocumentSpec {
    let mut document = document("ke-hoach");
    document.texts.insert(name.to_string(), paragraphs.iter().map(|text| text.to_string()).collect());
    document
}

#[test]
fn every_bundled_template_is_whole_xml_with_all_its_parts() {
    for name in BUNDLED {
        for mode in [Mode::Draft, Mode::Final] {
            let text = words(&xhtml(&plan(), &document(name), mode));
            for part in [
                "ỦY BAN NHÂN DÂN",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Nơi nhận:",
                "Lưu: VT, TCKH.",
                "Phụ lục",
                "Căn cứ Luật Ngân sách nhà nước.",
                "TM. ỦY BAN NHÂN DÂN",
            ] {
                assert!(text.contains(part), "{name}: {part}\n{text}");
            }
            assert!(text.contains("./."), "{name}");
        }
    }
}

#[test]
fn blanks_of_number_and_date_do_not_collapse() {
    let text = words(&xhtml(&plan(), &document("ke-hoach"), Mode::Final));
    let blank = "\u{a0}";
    assert!(text.contains(&format!("Số:{}/KH-UBND", blank.repeat(8))));
    assert!(text.contains(&format!("Quảng Yên, ngày{}tháng{}năm 2023", blank.repeat(6), blank.repeat(6))));
    assert!(text.contains("(Kèm theo Kế hoạch số"));
}

#[test]
fn a_draft_is_marked_and_a_final_never() {
    let draft = xhtml(&plan(), &document("ke-hoach"), Mode::Draft);
    assert!(
        draft.contains("role=\"mark\"")
            && draft.contains(">DỰ THẢO</div>")
            && !draft.contains("Nguyễn Văn A")
    );
    assert!(draft.contains("NỘI DUNG CÒN PHẢI HOÀN THIỆN") && draft.contains("CHỈ TIÊU CHƯA CÓ SỐ LIỆU"));
    let last = xhtml(&plan(), &document("ke-hoach"), Mode::Final);
    assert!(
        !last.contains("DỰ THẢO") && !last.contains("role=\"mark\"") && !last.contains("CÒN PHẢI HOÀN THIỆN")
    );
    assert!(last.contains("Nguyễn Văn A"));
}

#[test]
fn the_list_of_holes_names_gaps_conflicts_provisional_totals_and_absent_departments() {
    let text = words(&xhtml(&plan(), &document("ke-hoach"), Mode::Draft));
    for hole in [
        "01 cơ quan, đơn vị chưa gửi: Phòng Y tế.",
        "Tỷ lệ thu gom chất thải rắn (Kế hoạch năm 2024; Phòng Tài chính - Kế hoạch chủ trì).",
        "tổng hợp 12/14 đơn vị.",
        "đang dùng khoảng 1.000\u{a0}tỷ đồng. Các đơn vị đưa số khác nhau; lấy số của đơn vị chủ trì.",
        "Phòng Y tế: 1.050\u{a0}tỷ đồng (nop/tckh.xlsx, ChiTieu!",
    ] {
        assert!(text.contains(hole), "{hole}\n{text}");
    }
}

#[test]
fn hostile_words_stay_words() {
    for name in BUNDLED {
        let output = xhtml(&plan(), &document(name), Mode::Draft);
        let tree = roxmltree::Document::parse(&output).expect("well-formed");
        assert!(tree.descendants().all(|node| node.tag_name().name() != "b"), "{name}");
    }
    let text = words(&xhtml(&plan(), &document("ke-hoach"), Mode::Draft));
    let shown: String = HOSTILE.chars().filter(|letter| !letter.is_control()).collect();
    assert_eq!(text.matches(&shown).count(), 3, "task in sentence and table, opinion in table: {text}");
}

#[test]
fn every_figure_of_the_articles_is_the_same_in_sentence_and_table() {
    let (plan, _, _) = small("");
    for (code, _, name, unit, text) in FIGURES {
        let sentence = printed(&format!(
            "{{{{so \"{code}\"}}}}|{{{{so_o \"{code}\" \"kh_n\"}}}}|{{{{ten \"{code}\"}}}}|{{{{dvt \"{code}\"}}}}"
        ));
        let joined = crate::domain::unit::join(text, unit);
        assert_eq!(sentence, format!("{joined}|{text}|{name}|{unit}"));
    }
    let text = words(&xhtml(&plan, &document("ke-hoach"), Mode::Final));
    assert!(text.contains("Tốc độ tăng trưởng kinh tế: tăng trên 22%."), "{text}");
    assert_eq!(printed("{{so \"CT10\"}} {{so_o \"CT10\"}}"), "chưa có số liệu chưa có số liệu");
    assert_eq!(printed("{{so \"CT01\" \"th_n2\"}} {{so \"CT01\" \"uth_n1\"}}"), "chưa có số liệu 91,5%");
    assert_eq!(
        printed(
            "{{so_sanh \"CT01\" \"kh_n__uth_n1\"}}; {{so_sanh \"CT05\" \"kh_n__uth_n1\"}}; {{so_sanh \"CT10\" \"kh_n__uth_n1\"}}"
        ),
        "108,44%; +0,34 điểm phần trăm; không so sánh được"
    );
}

#[test]
fn unknown_names_are_told_in_every_position() {
    let cases = [
        ("a\n  {{nmm}}", "mẫu \"x\", dòng 2, cột 5: không có tên \"nmm\""),
        ("{{co_quan.tenn_day_du}}", "cột 3: không có tên \"tenn_day_du\"; có phải là \"ten_day_du\"?"),
        ("{{#if nhomm}}{{/if}}", "cột 7: không có tên \"nhomm\"; có phải là \"nhom\"?"),
        ("{{#unless nhomm}}x{{/unless}}", "cột 11: không có tên \"nhomm\"; có phải là \"nhom\"?"),
        ("{{#each nhomm}}{{/each}}", "cột 9: không có tên \"nhomm\"; có phải là \"nhom\"?"),
        ("{{#each nhom}}{{tenn}}{{/each}}", "cột 17: không có tên \"tenn\"; có phải là \"ten\"?"),
        ("{{#each nhom}}{{nam}}{{/each}}", "không có tên \"nam\"; có phải là \"@root.nam\"?"),
        ("{{#each nhom}}{{#each chi_tieu}}{{../tenn}}{{/each}}{{/each}}", "không có tên \"tenn\""),
        ("{{#with co_quann}}{{/with}}", "không có tên \"co_quann\"; có phải là \"co_quan\"?"),
        ("{{#with co_quan}}{{ten_dayy_du}}{{/with}}", "có phải là \"ten_day_du\"?"),
        ("{{lookup co_quan \"dia_dan\"}}", "không có tên \"dia_dan\"; có phải là \"dia_danh\"?"),
        ("{{#if (eq namm \"2024\")}}{{/if}}", "cột 11: không có tên \"namm\"; có phải là \"nam\"?"),
        ("{{#if (and nam (not namm))}}{{/if}}", "không có tên \"namm\""),
        ("{{#if nam}}{{else if namm}}{{/if}}", "cột 22: không có tên \"namm\"; có phải là \"nam\"?"),
        ("{{#if nam}}{{else}}{{namm}}{{/if}}", "không có tên \"namm\""),
        ("{{> chung/con ten=namm}}", "cột 19: không có tên \"namm\"; có phải là \"nam\"?"),
        ("{{> chung/con co_quann}}", "không có tên \"co_quann\""),
        ("{{> chung/conn}}", "cột 5: không có mẫu con \"chung/conn\"; có phải là \"chung/con\"?"),
        ("{{> chung/con}}", "mẫu \"chung/con\", dòng 1, cột 3: \"ten\" cần tham số"),
        ("{{hoa namm}}", "cột 7: không có tên \"namm\""),
        ("{{hoaa nam}}", "cột 3: không có từ \"hoaa\"; có phải là \"hoa\"?"),
        ("{{so \"CT99\"}}", "cột 7: không có chỉ tiêu mã \"CT99\""),
        ("{{so \"CT1O\"}}", "có phải là \"CT1"),
        ("{{so \"CT01\" \"kh_m\"}}", "cột 14: không có cột số liệu \"kh_m\"; có phải là \"kh_n\"?"),
        ("{{so_sanh \"CT01\" \"kh_n_uth_n1\"}}", "có phải là \"kh_n__uth_n1\"?"),
        ("{{so}}", "\"so\" cần tham số"),
        ("{{so \"CT01\" \"kh_n\" nam}}", "\"so\" nhận 1 đến 2 tham số, không phải 3"),
        ("{{so \"CT01\" cot=nam}}", "không nhận tham số đặt tên \"cot\""),
        ("{{co_quan.tu.ky-hopp}}", "có phải là \"ky-hop\"?"),
        ("{{van_ban.noi_dung.muc-tiu}}", "có phải là \"muc-tieu\"?"),
        ("{{nhom}}", "\"nhom\" là danh sách, không in thẳng được"),
        ("{{la_du_thao}}", "\"la_du_thao\" là giá trị đúng/sai, không in thẳng được; dùng {{#if}}"),
        ("{{#each nam}}{{/each}}", "\"nam\" là chữ, không phải danh sách"),
        ("{{#nhom}}{{/nhom}}", "\"nhom\" là danh sách: viết {{#each nhom}}"),
        ("{{#iff nam}}{{/iff}}", "không có khối \"iff\"; có phải là \"if\"?"),
        ("{{@index}}", "chỉ có nghĩa trong khối"),
        ("{{#each nhom}}{{#if @lastt}}{{/if}}{{/each}}", "có phải là \"@last\"?"),
        ("{{{nam}}}", "in chữ không qua kiểm soát"),
        ("{{&nam}}", "in chữ không qua kiểm soát"),
        ("{{log nam}}", "không có từ \"log\""),
        ("{{> x}}", "mẫu \"x\" gọi lại chính nó"),
        ("{{#if nam}}", "không có {{/if}} đóng"),
    ];
    for (text, wanted) in cases {
        let told = told(text);
        assert!(told.contains(wanted), "{text}\n  {told}\n  {wanted}");
    }
}

#[test]
fn all_faults_come_at_once_each_once() {
    let text =
        "{{a1}}{{#if a2}}{{#each nhom}}{{a3}}{{/each}}{{else}}{{so \"A4\"}}{{/if}}{{> chung/a5}}{{a1}}";
    let told = told(text);
    assert_eq!(told.lines().count(), 6, "{told}");
    for name in ["a1", "a2", "a3", "A4", "a5"] {
        assert!(told.contains(&format!("\"{name}\"")) || told.contains("chung/a5"), "{name}: {told}");
    }
}

#[test]
fn a_name_that_is_also_a_word_is_data_where_it_stands_alone() {
    assert_eq!(printed("{{#each nhom}}{{ten}};{{/each}}"), "Kinh tế;Xã hội;Môi trường;");
    assert_eq!(printed("{{#each nhom}}{{> chung/con}};{{/each}}"), "Kinh tế;Xã hội;Môi trường;");
    assert_eq!(printed("{{> chung/con ten=co_quan.ky_hieu}} {{> chung/con ten=\"a\"}}"), "UBND a");
    assert_eq!(
        printed("{{#each nhom as |n i|}}{{i}}{{n.ten}}{{@root.nam}}{{#if @last}}.{{/if}}{{/each}}"),
        "0Kinh tế20241Xã hội20242Môi trường2024."
    );
}

#[test]
fn running_numbers_and_appendices() {
    assert_eq!(
        printed("{{dem_tiep \"a\"}}{{dem_tiep \"a\"}}{{dem_tiep \"b\"}}{{la_ma (dem_tiep \"a\")}}"),
        "121III"
    );
    assert_eq!(
        printed("{{phu_luc \"b\"}}, {{phu_luc \"a\"}}, {{phu_luc \"b\"}}"),
        "Phụ lục I, Phụ lục II, Phụ lục I"
    );
    assert_eq!(printed("{{dem_tiep \"a\"}} {{phu_luc \"b\"}}, {{phu_luc \"b\"}}"), "1 Phụ lục, Phụ lục");
}

#[test]
fn a_paragraph_may_quote_an_appendix_before_it_is_numbered() {
    let text = words(&xhtml(&plan(), &with_text("mo-dau", &["Xem {{phu_luc \"nhiem-vu\"}}."]), Mode::Final));
    assert!(text.contains("Xem Phụ lục II."), "{text}");
    let errors =
        template(&plan(), &with_text("mo-dau", &["Xem {{phu_luc \"nhiem-vuu\"}}."]), &bundled(), Mode::Final);
    let told = errors.unwrap_err().to_string();
    assert!(
        told.contains("noi-dung.mo-dau đoạn 1, dòng 1, cột 5") && told.contains("\"nhiem-vu\""),
        "{told}"
    );
}

#[test]
fn paragraphs_are_plain_text_with_quoted_figures() {
    let document = with_text("muc-tieu", &["A < B & tăng trưởng {{so \"CT01\"}}", "", "{{nam}} <b>đậm</b>"]);
    let output = xhtml(&plan(), &document, Mode::Final);
    assert!(output.contains("<p>A &lt; B &amp; tăng trưởng tăng trên 22%</p>"), "{output}");
    assert!(output.contains("<p>2024 &lt;b&gt;đậm&lt;/b&gt;</p>"));
}

#[test]
fn a_wrong_code_in_a_paragraph_names_document_text_and_place() {
    let document = with_text("muc-tieu", &["Đúng {{so \"CT01\"}}", "Tăng\n trưởng {{so \"CT0l\"}}"]);
    let told = template(&plan(), &document, &bundled(), Mode::Draft).unwrap_err().to_string();
    assert!(
        told.starts_with("tonghop.toml: van-ban \"ke-hoach\", noi-dung.muc-tieu đoạn 2, dòng 2, cột 15: không có chỉ tiêu mã \"CT0l\"; có phải là \"CT0"),
        "{told}"
    );
}

#[test]
fn a_text_that_no_template_prints_is_told() {
    let told =
        template(&plan(), &with_text("muc-tiu", &["x"]), &bundled(), Mode::Draft).unwrap_err().to_string();
    assert!(
        told.contains(
            "noi-dung.muc-tiu: mẫu \"ke-hoach\" không in đoạn có tên này; có phải là \"muc-tieu\"?"
        ),
        "{told}"
    );
    let mut missing = document("ke-hoach");
    missing.template = "ke-hoah".into();
    let told = template(&plan(), &missing, &bundled(), Mode::Draft).unwrap_err().to_string();
    assert_eq!(
        told,
        "tonghop.toml: van-ban \"ke-hoach\": không có mẫu \"ke-hoah\"; có phải là \"ke-hoach\"?"
    );
}

#[test]
fn a_code_that_only_the_data_names_is_a_located_fault_too() {
    assert_eq!(
        printed("{{#each nhom}}{{#each chi_tieu}}{{#if @first}}{{so ma}} {{/if}}{{/each}}{{/each}}"),
        "tăng trên 22% 1.200\u{a0}người chưa có số liệu "
    );
    let told = told("a\n{{#each nhom}}{{so ../nam}}{{/each}}");
    assert!(told.contains("mẫu \"x\", dòng 2, cột 15: không có chỉ tiêu mã \"2024\""), "{told}");
}

#[test]
fn templates_name_no_level_of_government_and_no_code() {
    for (name, text) in bundled().files {
        for word in ["thị xã", "huyện", "phường", "tỉnh ", "Thị ủy", "UBND", "CT0", "NV0", "Quảng Yên"]
        {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn one_appendix_has_no_number() {
    let mut plan = plan();
    plan.tasks.clear();
    plan.opinions.clear();
    let charted = words(&xhtml(&plan, &document("chuong-trinh"), Mode::Final));
    assert!(
        charted.contains("Phụ lục II BIỂU ĐỒ") && charted.contains("TH năm 2022 chưa có số liệu"),
        "{charted}"
    );
    // Without headline indicators there is no chart either.
    plan.indicators.iter_mut().for_each(|indicator| indicator.headline = false);
    let text = words(&xhtml(&plan, &document("chuong-trinh"), Mode::Final));
    assert!(text.contains("chi tiết tại Phụ lục kèm theo") && !text.contains("Phụ lục I"), "{text}");
}

#[test]
fn an_empty_plan_prints_too() {
    let mut plan = plan();
    plan.tasks.clear();
    plan.opinions.clear();
    plan.indicators.clear();
    plan.groups.clear();
    plan.submissions.clear();
    for name in BUNDLED {
        words(&xhtml(&plan, &document(name), Mode::Draft));
    }
}

#[test]
fn thousands_of_rows_take_no_more_than_their_share() {
    let mut plan = plan();
    let (tasks, submissions) = (plan.tasks.clone(), plan.submissions.clone());
    plan.tasks = tasks.iter().cycle().take(5_000).cloned().collect();
    plan.submissions = submissions.iter().cycle().take(5_000).cloned().collect();
    let began = std::time::Instant::now();
    let output = xhtml(&plan, &document("bao-cao"), Mode::Final);
    assert!(output.matches("<tr>").count() > 5_000);
    let _ = xhtml(&plan, &document("ke-hoach"), Mode::Final);
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

#[test]
fn one_addressee_on_the_line_several_below_it() {
    let mut document = document("bao-cao");
    document.addressees = vec!["Ban Thường vụ Thị ủy Quảng Yên".into()];
    let text = words(&xhtml(&plan(), &document, Mode::Final));
    assert!(text.contains("Kính gửi: Ban Thường vụ Thị ủy Quảng Yên."), "{text}");
    assert!(text.contains("Như trên;"));
    document.addressees.push("Thường trực Hội đồng nhân dân".into());
    let text = words(&xhtml(&plan(), &document, Mode::Final));
    let lines = "Kính gửi: Ban Thường vụ Thị ủy Quảng Yên; Thường trực Hội đồng nhân dân.";
    assert!(text.contains(lines), "{text}");
}

#[test]
fn every_documented_text_is_printed_by_its_template() {
    let names = [
        ("ke-hoach", "mo-dau danh-gia ket-qua ton-tai du-bao muc-tieu to-chuc"),
        ("bao-cao", "mo-dau qua-trinh ket-qua-y-kien noi-dung-chinh xin-y-kien"),
        ("chuong-trinh", "mo-dau muc-dich yeu-cau muc-tieu to-chuc"),
        ("to-trinh", "mo-dau su-can-thiet qua-trinh noi-dung-chinh xin-y-kien"),
        ("cong-van", "mo-dau noi-dung de-nghi"),
        ("tiep-thu-giai-trinh", "mo-dau noi-dung"),
        ("ke-hoach-dang", "mo-dau muc-dich yeu-cau danh-gia ket-qua ton-tai muc-tieu"),
        ("to-trinh-dang", "mo-dau su-can-thiet qua-trinh noi-dung-chinh xin-y-kien"),
    ];
    for (template, names) in names {
        let mut document = document(template);
        for name in names.split(' ') {
            let text = format!("Đoạn {name} về {{{{so \"CT08\"}}}}.");
            document.texts.insert(name.to_string(), vec![text]);
        }
        let text = words(&xhtml(&plan(), &document, Mode::Final));
        for name in names.split(' ') {
            let wanted = format!("Đoạn {name} về chỉ còn 150\u{a0}hộ.");
            assert!(text.contains(&wanted), "{template}: {name}\n{text}");
        }
        if names.contains("to-chuc") {
            assert!(text.contains("Đoạn to-chuc về chỉ còn 150\u{a0}hộ./."));
        }
    }
}

#[test]
fn parts_and_sections_count_only_what_is_printed() {
    let mut document = document("ke-hoach");
    let text = words(&xhtml(&plan(), &document, Mode::Final));
    assert!(text.contains("Phần I KẾ HOẠCH PHÁT TRIỂN") || text.contains("Phần IKẾ HOẠCH PHÁT TRIỂN"));
    document.texts.insert("ton-tai".into(), vec!["Còn khó khăn.".into()]);
    let text = words(&xhtml(&plan(), &document, Mode::Final));
    assert!(text.contains("Phần IĐÁNH GIÁ TÌNH HÌNH THỰC HIỆN KẾ HOẠCH NĂM 2023"), "{text}");
    assert!(text.contains("I. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"));
    assert!(text.contains("Phần IIKẾ HOẠCH PHÁT TRIỂN") && text.contains("Phần IIITỔ CHỨC THỰC HIỆN"));
}

#[test]
fn partials_that_call_each_other_without_end_are_told() {
    let files = [("x", "{{> a}}"), ("a", "{{> b}}"), ("b", "{{> a}}")];
    let told = template(&plan(), &document("x"), &templates(&files), Mode::Draft).unwrap_err().to_string();
    assert!(told.contains("mẫu \"b\", dòng 1, cột 5: mẫu \"a\" gọi lại chính nó (x → a → b → a)"), "{told}");
    let doubling: Vec<(String, String)> = (0..40)
        .map(|level| (format!("t{level}"), format!("{{{{> t{0}}}}}{{{{> t{0}}}}}", level + 1)))
        .collect();
    let mut files = templates(&[("x", "{{> t0}}"), ("t40", "")]);
    files.files.extend(doubling);
    let told = template(&plan(), &document("x"), &files, Mode::Draft).unwrap_err().to_string();
    assert!(told.contains("gọi mẫu con quá 2000 lần"), "{told}");
}

#[test]
fn only_the_templates_own_words_are_respelled() {
    let files = [
        (
            "x",
            "Hòa, ủy: {{van_ban.trich_yeu}} {{nguyen_van \"HÒA\"}} {{#if nam}}hóa{{/if}} {{> con loi=\"Thủy\"}}",
        ),
        ("con", "{{loi}} tòa"),
    ];
    let mut document = document("x");
    document.subject = "hòa hoà".into();
    let mut said = |spelling| {
        document.spelling = spelling;
        template(&plan(), &document, &templates(&files), Mode::Final).unwrap()
    };
    assert_eq!(said(None), "Hòa, ủy: hòa hoà HÒA hóa Thủy tòa");
    assert_eq!(said(Some(Spelling::New)), "Hoà, uỷ: hòa hoà HÒA hoá Thuỷ toà");
    assert_eq!(said(Some(Spelling::Old)), "Hòa, ủy: hòa hoà HÒA hóa Thủy tòa");
}

#[test]
fn a_document_may_have_another_issuing_body() {
    let mut document = document("x");
    document.kind_symbol = String::new();
    let files = [("x", "{{co_quan.ky_hieu}} {{van_ban.ky_hieu}} {{#if (bat_dau nam \"20\")}}x{{/if}}")];
    let told =
        |document: &DocumentSpec| template(&plan(), document, &templates(&files), Mode::Final).unwrap();
    assert_eq!(told(&document), "UBND UBND-TCKH x");
    document.office = Some(Office { symbol: "ĐU".into(), ..Office::default() });
    assert_eq!(told(&document), "ĐU ĐU x");
}

#[test]
fn the_same_plan_gives_the_same_text() {
    let once = xhtml(&plan(), &document("ke-hoach"), Mode::Draft);
    assert_eq!(once, xhtml(&plan(), &document("ke-hoach"), Mode::Draft));
}

/// Pieces of tags put together at random: faults are told, nothing panics, nothing hangs.
#[test]
fn random_templates_never_panic() {
    const PIECES: &[&str] = &[
        "{{",
        "}}",
        "{{{",
        "}}}",
        "{{#if ",
        "{{/if}}",
        "{{#each ",
        "{{/each}}",
        "{{else}}",
        "{{else if ",
        "{{^}}",
        "{{> ",
        "nhom",
        "ten",
        "so",
        " ",
        "\"CT01\"",
        "'",
        "\"",
        "(",
        ")",
        "[",
        "]",
        "=",
        "|",
        "as |x y|",
        "@index",
        "../",
        "@root.",
        ".",
        "/",
        "~",
        "\\",
        "!",
        "!--",
        "--}}",
        "&",
        "#",
        "*",
        "{{{{raw}}}}",
        "{{{{/raw}}}}",
        "chung/con",
        "Tỷ lệ",
        "\n",
        "1",
        "-2.5",
        "true",
        "null",
        "{\"a\":1}",
        "this",
        "{{ten}}",
        "{{#with co_quan}}",
        "{{/with}}",
        "\r\n",
        "\u{0}",
    ];
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let (plan, mut document, _) = small("");
    for _ in 0..6_000 {
        let length = 1 + next(14);
        let text: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
        document.texts.insert("mo-dau".into(), vec![text.clone()]);
        let files = templates(&[("x", &text), ("chung/con", "{{ten}}")]);
        let _ = template(&plan, &document, &files, Mode::Draft);
        document.texts.clear();
        let _ = template(&plan, &document, &files, Mode::Draft);
    }
}
