//! The workbook read back: figures, formulas and their stored results, print set-up, and what Excel would repair.

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};
    use std::sync::Arc;

    use calamine::{Data, Reader, Xlsx};
    use chrono::NaiveDate;

    use super::super::{workbooks, workbooks_into};
    use crate::domain::{
        Aggregation, Candidate, Catalogue, Column, ColumnRole, Comparison, ComparisonKind, Decimal,
        Department, DepartmentKind, Direction, DraftMark, Figure, Indicator, IndicatorSpec, Kind, Office,
        Opinion, Origin, Plan, Qualifier, Quantity, Rank, Rule, Settings, Status, SubmissionRecord,
        SubmissionStatus, Task, Whence, Words, settings::ComparisonSpec,
    };
    use crate::finding::{Code, Finding, Findings};
    use crate::formula::{Expr, Formula, Op};
    use crate::workbook::Address;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn exact(text: &str) -> Quantity {
        let value = decimal(text);
        Words {
            text: crate::domain::number::vietnamese(value, None),
            original: text.into(),
            qualifier: None,
            low: Some(value),
            high: Some(value),
            unit: None,
            kind: Kind::Level,
            base: None,
            note: None,
            decimals: value.scale(),
        }
        .into()
    }

    fn worded(text: &str, qualifier: Qualifier, value: &str) -> Quantity {
        Words { text: text.into(), qualifier: Some(qualifier), ..exact(value).words() }.into()
    }

    fn origin(department: &str) -> Origin {
        Origin::new(
            Arc::new(Whence {
                file: format!("nop/{department}.xlsx").into(),
                sheet: "ChiTieu".into(),
                department: department.into(),
                sha256: "ab".into(),
            }),
            Address::new(6, 4),
        )
    }

    fn candidate(department: &str, quantity: Quantity) -> Candidate {
        let figure = crate::domain::At { value: quantity, origin: origin(department) };
        Candidate::new(figure, Rank { is_owner: department == "A", ..Rank::default() }.shared())
    }

    fn figure(rule: Rule, quantity: Option<Quantity>, candidates: Vec<Candidate>) -> Figure {
        Figure {
            status: if quantity.is_some() { Status::Present } else { Status::Missing },
            sources: candidates
                .iter()
                .take(1)
                .map(|first| first.figure.origin.clone())
                .collect::<Vec<_>>()
                .into(),
            quantity,
            rule,
            conflict: false,
            decision: None,
            candidates,
            coverage: None,
            shortfall: None,
            caveat: None,
            depends_on: Vec::new(),
        }
    }

    /// An indicator of two columns, and its row in the catalogue.
    fn indicator(
        code: &str,
        figures: Vec<Figure>,
        aggregation: Aggregation,
        value: Option<&str>,
    ) -> (Indicator, IndicatorSpec) {
        let spec = IndicatorSpec {
            code: code.into(),
            ordinal: "1".into(),
            group: "Kinh tế".into(),
            name: format!("Chỉ tiêu {code}"),
            aliases: Vec::new(),
            unit: "hộ".into(),
            owner: "A".into(),
            co_owners: Vec::new(),
            formula: None,
            aggregation,
            when_missing: Default::default(),
            direction: Direction::Neutral,
            parent: None,
            headline: false,
            resolution: None,
            min: None,
            max: None,
            decimals: None,
            note: String::new(),
            origin: origin(""),
        };
        let comparison = Comparison {
            key: "kh_n__uth_n1".into(),
            kind: ComparisonKind::Ratio,
            value: value.map(decimal),
            text: value.map_or("không so sánh được".into(), |value| {
                crate::domain::number::vietnamese(decimal(value), None)
            }),
            reason: None,
        };
        let indicator = Indicator {
            code: code.into(),
            ordinal: "1".into(),
            group: "Kinh tế".into(),
            name: spec.name.clone(),
            unit: "hộ".into(),
            owner: "A".into(),
            owner_name: "Phòng A".into(),
            co_owner_names: Vec::new(),
            method: "tong".into(),
            method_text: "tổng".into(),
            formula: None,
            direction: Direction::Neutral,
            parent: None,
            headline: false,
            resolution: None,
            decimals: None,
            note: String::new(),
            figures,
            comparisons: vec![comparison],
        };
        (indicator, spec)
    }

    fn department(code: &str, kind: DepartmentKind) -> Department {
        Department {
            code: code.into(),
            name: format!("Đơn vị {code}"),
            aliases: Vec::new(),
            kind,
            kind_text: String::new(),
            deadline: None,
        }
    }

    fn column(key: &str, role: ColumnRole, year: i32) -> Column {
        Column { key: key.into(), role, year, title: key.into(), short: format!("{key} {year}") }
    }

    fn settings(indicators: Vec<IndicatorSpec>) -> Settings {
        let territories = ["X1", "X2", "X3"].map(|code| department(code, DepartmentKind::Territory));
        Settings {
            plan: "thu".into(),
            title: "=Kế hoạch năm 2024".into(),
            year: 2024,
            office: Office::default(),
            draft: DraftMark { text: "DỰ THẢO".into(), ..DraftMark::default() },
            columns: vec![
                column("uth_n1", ColumnRole::Estimate, 2023),
                column("kh_n", ColumnRole::Plan, 2024),
            ],
            comparisons: vec![ComparisonSpec {
                key: "kh_n__uth_n1".into(),
                of: 1,
                to: 0,
                kind: ComparisonKind::Ratio,
                title: "KH 2024/ƯTH 2023 (%)".into(),
            }],
            documents: Vec::new(),
            catalogue: Catalogue {
                departments: [vec![department("A", DepartmentKind::Body)], territories.to_vec()].concat(),
                indicators,
                rules: Vec::new(),
            },
            deadline: None,
            schedule: None,
            fonts: Vec::new(),
            limits: Default::default(),
            remark: "Số liệu minh họa".into(),
            severities: Default::default(),
        }
    }

    /// CT01 owner, worded; CT02 a sum without X3; CT03 a formula; CT04 a weighted mean; CT05 contradicted.
    fn plan() -> Plan {
        let about = worded("khoảng 1.000", Qualifier::About, "1000");
        let parts =
            |values: [&str; 2]| vec![candidate("X1", exact(values[0])), candidate("X2", exact(values[1]))];
        let sum = |values: [&str; 2], total: &str| {
            let mut sum = figure(Rule::Aggregated, Some(exact(total)), parts(values));
            (sum.status, sum.coverage) = (Status::Provisional, Some((2, 3)));
            sum
        };
        let computed = |value: &str| figure(Rule::Computed, Some(exact(value)), Vec::new());
        let mut conflict = figure(
            Rule::OwnerOverOthers,
            Some(exact("97")),
            vec![candidate("A", exact("97")), candidate("X1", exact("96.5"))],
        );
        conflict.conflict = true;
        let owner = |text: &str| figure(Rule::Owner, Some(exact(text)), vec![candidate("A", exact(text))]);
        let first =
            vec![owner("985.6"), figure(Rule::Owner, Some(about.clone()), vec![candidate("A", about)])];
        let weighted = figure(Rule::Aggregated, Some(exact("96.65")), parts(["98", "95"]));
        let mut pairs = vec![
            indicator("CT01", first, Aggregation::Owner, Some("101.46")),
            indicator(
                "CT02",
                vec![sum(["10", "20"], "30"), sum(["11", "9"], "20")],
                Aggregation::Sum,
                Some("66.67"),
            ),
            indicator(
                "CT03",
                vec![figure(Rule::Missing, None, Vec::new()), computed("50")],
                Aggregation::Formula,
                None,
            ),
            indicator(
                "CT04",
                vec![figure(Rule::Missing, None, Vec::new()), weighted],
                Aggregation::WeightedMean("CT02".into()),
                None,
            ),
            indicator("CT05", vec![owner("96"), conflict], Aggregation::Owner, Some("1")),
        ];
        let reference = |code: &str| Box::new(Expr::Reference { code: code.into(), column: None });
        let expr = Expr::Binary { op: Op::Div, left: reference("CT01"), right: reference("CT02") };
        pairs[2].1.formula = Some(Formula { text: "CT01 / CT02".into(), expr });
        pairs[4].0.comparisons[0].kind = ComparisonKind::Points;
        let (indicators, specs): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        Plan {
            settings: Arc::new(settings(specs)),
            as_of: NaiveDate::from_ymd_opt(2023, 9, 30).unwrap(),
            indicators,
            tasks: vec![task()],
            opinions: vec![opinion()],
            submissions: vec![submission()],
            decisions: Default::default(),
            waived: Vec::new(),
            notes: Vec::new(),
            groups: vec!["Kinh tế".into()],
            changes: None,
            assessed: Default::default(),
            units: "đơn vị".into(),
        }
    }

    fn task() -> Task {
        Task {
            code: "NV01".into(),
            field: "Chung".into(),
            content: "=HYPERLINK(\"http://x\")".into(),
            owner: "+84".into(),
            co_owners: ["@SUM(A1)".into()].into(),
            product: "-1".into(),
            deadline: "Năm 2024".into(),
            indicator: None,
            note: "a\u{0}b".into(),
            sources: vec![origin("A")],
        }
    }

    fn opinion() -> Opinion {
        Opinion {
            code: "YK01".into(),
            department: "A".into(),
            department_name: "Phòng A".into(),
            subject: "Chung".into(),
            content: "dài ".repeat(10_000),
            proposal: String::new(),
            reason: String::new(),
            source: origin("A"),
            round: 1,
            agrees: false,
            echoes: Vec::new(),
            reply: None,
        }
    }

    fn submission() -> SubmissionRecord {
        SubmissionRecord {
            department: "A".into(),
            department_name: "Phòng A".into(),
            territory: false,
            file: Some("nop/A.xlsx".into()),
            sha256: Some("ab".into()),
            round: Some(1),
            date: NaiveDate::from_ymd_opt(2023, 9, 20),
            deadline: None,
            late: false,
            status: SubmissionStatus::Accepted,
            figures: 2,
            tasks: 1,
            opinions: 1,
            replaced: 0,
            changes: String::new(),
        }
    }

    fn findings() -> Findings {
        let mut findings = Findings::default();
        findings.add(Finding::new(Code::FigureConflict, "Hai đơn vị đưa hai số").of("A"));
        findings
    }

    fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
        Xlsx::new(Cursor::new(bytes)).unwrap()
    }

    /// A part of the package as text.
    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn every_sheet_is_there_under_a_name_that_excel_takes() {
        let book = open(workbooks(&plan(), &findings()).unwrap());
        let names = book.sheet_names();
        let expected = [
            "Muc luc",
            "Trong yeu",
            "Bieu do",
            "Chi tieu",
            "Theo don vi",
            "Nhiem vu",
            "Y kien",
            "Thay doi",
            "Danh gia",
            "Huong dan",
            "So lieu",
            "Nguon",
            "Rang buoc",
            "Xung dot",
            "Ban nop",
            "Kiem tra",
            "Mien tru",
            "Ghi chu",
            "TongHop",
        ];
        assert_eq!(names, expected);
        let mut lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        lower.dedup();
        assert_eq!(lower.len(), names.len());
        assert!(names.iter().all(|name| name.chars().count() <= 31));
    }

    #[test]
    fn figures_are_numbers_or_their_own_words_and_formulas_hold_computes_values() {
        let mut book = open(workbooks(&plan(), &findings()).unwrap());
        let sheet = book.worksheet_range("Chi tieu").unwrap();
        let formulas = book.worksheet_formula("Chi tieu").unwrap();
        let value = |cell: &str| {
            let at = Address::parse(cell).unwrap();
            sheet.get_value((at.row, at.col)).cloned().unwrap_or(Data::Empty)
        };
        let formula = |cell: &str| {
            let at = Address::parse(cell).unwrap();
            formulas.get_value((at.row, at.col)).cloned().unwrap_or_default()
        };
        assert_eq!(value("C8"), Data::String("Chỉ tiêu CT01".into()));
        assert_eq!(value("E8"), Data::Float(985.6));
        assert_eq!(value("F8"), Data::String("khoảng 1.000".into()));
        assert_eq!(
            (value("G8"), formula("G8")),
            (Data::Float(101.46), "ROUND('So lieu'!I3/E8*100,2)".into())
        );
        assert_eq!((value("E9"), formula("E9")), (Data::Float(30.0), "SUM('Theo don vi'!D6:D8)".into()));
        assert_eq!((value("G9"), formula("G9")), (Data::Float(66.67), "ROUND(F9/E9*100,2)".into()));
        assert_eq!((value("F10"), formula("F10")), (Data::Float(50.0), "'So lieu'!I3/F9".into()));
        assert_eq!(value("E10"), Data::String("chưa có số liệu".into()));
        assert_eq!(value("G10"), Data::String("không so sánh được".into()));
        assert_eq!(value("F11"), Data::Float(96.65));
        assert!(
            formula("F11").contains("SUMPRODUCT('Theo don vi'!E10:E12,'Theo don vi'!E6:E8)"),
            "{}",
            formula("F11")
        );
        assert_eq!((value("G12"), formula("G12")), (Data::Float(1.0), "F12-E12".into()));
    }

    #[test]
    fn a_formula_that_would_yield_another_value_is_not_written() {
        let mut plan = plan();
        plan.indicators[1].figures[1].quantity = Some(exact("21"));
        let mut book = open(workbooks(&plan, &findings()).unwrap());
        let formulas = book.worksheet_formula("Chi tieu").unwrap();
        assert_eq!(formulas.get_value((8, 5)).cloned().unwrap_or_default(), "");
        assert_eq!(book.worksheet_range("Chi tieu").unwrap().get_value((8, 5)), Some(&Data::Float(21.0)));
    }

    #[test]
    fn no_text_becomes_a_formula_and_long_texts_are_cut_and_said() {
        let mut book = open(workbooks(&plan(), &findings()).unwrap());
        let tasks = book.worksheet_range("Nhiem vu").unwrap();
        assert_eq!(tasks.get_value((4, 3)), Some(&Data::String("=HYPERLINK(\"http://x\")".into())));
        assert_eq!(tasks.get_value((4, 9)), Some(&Data::String("ab".into())));
        assert!(
            book.worksheet_formula("Nhiem vu").unwrap().cells().all(|(_, _, formula)| formula.is_empty())
        );
        let opinions = book.worksheet_range("Y kien").unwrap();
        let Some(Data::String(long)) = opinions.get_value((4, 4)) else { panic!("no opinion") };
        assert!(long.ends_with('…') && long.encode_utf16().count() <= 32_767);
        let guide = book.worksheet_range("Huong dan").unwrap();
        assert!(guide.used_cells().any(|(_, _, cell)| cell.to_string().starts_with("1 đoạn chữ dài quá")));
    }

    #[test]
    fn every_candidate_of_a_conflict_stands_there_and_the_chosen_one_is_marked() {
        let mut book = open(workbooks(&plan(), &findings()).unwrap());
        let sheet = book.worksheet_range("Xung dot").unwrap();
        let row = |row: u32| {
            [3u32, 6, 9].map(|col| sheet.get_value((row, col)).map(ToString::to_string).unwrap_or_default())
        };
        assert_eq!(row(1), ["Đơn vị A", "97", "x"]);
        assert_eq!(row(2), ["Đơn vị X1", "96,5", ""]);
        let sources = book.worksheet_range("Nguon").unwrap();
        assert_eq!(sources.get_value((1, 8)), Some(&Data::String("E7".into())));
    }

    #[test]
    fn links_lead_to_the_plans_own_folder_also_from_a_draft_that_is_kept() {
        let home = |bytes: Vec<u8>| {
            let names = part(&bytes, "xl/workbook.xml");
            let mut book = open(bytes);
            let named = names.split("name=\"ThuMucKeHoach\">").nth(1).unwrap().split('<').next().unwrap();
            let row = named.strip_prefix("'Huong dan'!$B$").unwrap().parse::<u32>().unwrap() - 1;
            let folder = book.worksheet_range("Huong dan").unwrap().get_value((row, 1)).unwrap().to_string();
            let asks =
                book.worksheet_formula("Huong dan").unwrap().get_value((row, 1)).cloned().unwrap_or_default();
            let link = book.worksheet_formula("Nguon").unwrap().get_value((1, 8)).cloned().unwrap();
            (folder, asks, link)
        };
        let (usual, asks, link) = home(workbooks(&plan(), &findings()).unwrap());
        assert_eq!(usual, "../../input/thu");
        // Whether LibreOffice takes it so is checked by .ci/books.
        assert!(
            asks.contains("SEARCH(\"?luu?lan-\",CELL(\"filename\",A1))")
                && asks.ends_with("&\"../../input/thu\"")
        );
        assert_eq!(link, "HYPERLINK(ThuMucKeHoach&\"/nop/A.xlsx#'ChiTieu'!E7\",\"E7\")");
        let from = |home| workbooks_into(&plan(), &findings(), Some(home), Vec::new).unwrap();
        let (known, ..) = home(from("../../ke-hoach/thu"));
        assert_eq!(known, "../../ke-hoach/thu");
        let (fixed, asks, _) = home(from("C:/ke-hoach/thu"));
        assert_eq!((&*fixed, &*asks), ("C:/ke-hoach/thu", ""));
    }

    #[test]
    fn the_longest_lists_hold_their_own_texts_and_read_the_same() {
        let mut many = Findings::default();
        for nth in 0..20_001 {
            let found = format!("Số thứ {nth} <&> \"đ\" ");
            many.add(Finding::new(Code::FigureConflict, "Hai đơn vị đưa hai số").of("A").found(found));
        }
        let bytes = workbooks(&plan(), &many).unwrap();
        assert!(sheet_part(&bytes, "Kiem tra").contains("t=\"inlineStr\""));
        assert!(!part(&bytes, "xl/sharedStrings.xml").contains("Số thứ 1000 "));
        let range = open(bytes).worksheet_range("Kiem tra").unwrap();
        assert_eq!(range.get_value((0, 1)), Some(&Data::String("Mức độ".into())));
        for nth in [0, 1, 12_345, 20_000] {
            let text = range.get_value((nth + 1, 9)).unwrap().to_string();
            assert_eq!(text.trim_end(), format!("Số thứ {nth} <&> \"đ\""));
        }
        assert_eq!(range.end().unwrap().0, 20_001);
    }

    /// A sheet's part by its name.
    fn sheet_part(bytes: &[u8], name: &str) -> String {
        let nth = open(bytes.to_vec()).sheet_names().iter().position(|sheet| sheet == name).unwrap();
        part(bytes, &format!("xl/worksheets/sheet{}.xml", nth + 1))
    }

    #[test]
    fn sheets_of_data_are_one_table_from_the_first_cell_and_nothing_else() {
        let bytes = workbooks(&plan(), &findings()).unwrap();
        let data =
            ["So lieu", "Nguon", "Rang buoc", "Xung dot", "Ban nop", "Kiem tra", "Mien tru", "Ghi chu"];
        for (nth, name) in data.into_iter().enumerate() {
            let sheet = sheet_part(&bytes, name);
            assert!(sheet.contains("<tableParts count=\"1\">") && !sheet.contains("<mergeCell"), "{name}");
            assert!(sheet.contains("<oddHeader>"), "{name}: no title above its printed pages");
            let table = part(&bytes, &format!("xl/tables/table{}.xml", nth + 1));
            let area = table.split(" ref=\"").nth(1).unwrap().split('"').next().unwrap();
            let (first, last) = area.split_once(':').unwrap();
            assert_eq!(first, "A1", "{name}");
            let last = Address::parse(last).unwrap();
            let range = open(bytes.clone()).worksheet_range(name).unwrap();
            assert!(range.end().is_none_or(|end| end.0 <= last.row && end.1 <= last.col), "{name}: {area}");
            let heads: Vec<String> =
                (0..=last.col).map(|col| range.get_value((0, col)).unwrap().to_string()).collect();
            assert!(heads.iter().all(|head| !head.is_empty()), "{name}: {heads:?}");
        }
        // Everything that is noted of a column is noted of one that is there.
        let mut book = open(bytes.clone());
        let notes = book.worksheet_range("Ghi chu").unwrap();
        let mut noted = 0;
        for row in 1..notes.height() as u32 {
            let text = |col| notes.get_value((row, col)).map(ToString::to_string).unwrap_or_default();
            let (sheet, column) = (text(1), text(2));
            if !sheet.starts_with('(') && !column.starts_with('(') {
                let range = book.worksheet_range(&sheet).unwrap();
                let found = (0..range.width() as u32)
                    .any(|col| range.get_value((0, col)).unwrap().to_string() == column);
                assert!(found, "{sheet} has no column {column}");
                noted += 1;
            }
        }
        assert!(noted > 10);
        assert!(part(&bytes, "docProps/custom.xml").contains("vi-VN"));
        assert!(part(&bytes, "docProps/core.xml").contains("<dc:language>vi-VN</dc:language>"));
        assert!(part(&bytes, "docProps/core.xml").contains("<dc:title>Bảng tổng hợp: "));
    }

    #[test]
    fn the_contents_name_every_sheet_that_can_be_seen() {
        let mut book = open(workbooks(&plan(), &findings()).unwrap());
        let listed = book.worksheet_range("Muc luc").unwrap();
        let seen: Vec<String> = listed.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
        for name in book.sheet_names() {
            assert!(["Muc luc", "TongHop"].contains(&&*name) || seen.contains(&name), "{name}");
        }
    }

    /// Of every cell: where it stands, its value and formula, how it is aligned and written.
    fn looks(bytes: &[u8]) -> Vec<String> {
        let styles = part(bytes, "xl/styles.xml");
        let codes: std::collections::HashMap<&str, &str> = styles
            .split("<numFmt numFmtId=\"")
            .skip(1)
            .map(|rest| rest.split_once('"').unwrap())
            .map(|(id, rest)| (id, rest.split('"').nth(1).unwrap()))
            .collect();
        let cells = styles.split("<cellXfs").nth(1).unwrap().split("</cellXfs>").next().unwrap();
        let forms: Vec<String> = cells
            .split("<xf ")
            .skip(1)
            .map(|xf| {
                let id = xf.split("numFmtId=\"").nth(1).unwrap().split('"').next().unwrap();
                let aligned =
                    xf.split("<alignment").nth(1).map_or("", |rest| rest.split("/>").next().unwrap());
                format!("{} {aligned} {}", codes.get(id).unwrap_or(&id), xf.contains("applyBorder"))
            })
            .collect();
        let mut book = open(bytes.to_vec());
        let mut out = Vec::new();
        for (nth, name) in book.sheet_names().into_iter().enumerate() {
            let (range, formulas) =
                (book.worksheet_range(&name).unwrap(), book.worksheet_formula(&name).unwrap());
            let xml = part(bytes, &format!("xl/worksheets/sheet{}.xml", nth + 1));
            for cell in xml.split("<c r=\"").skip(1) {
                let (place, rest) = cell.split_once('"').unwrap();
                let style = rest.split('>').next().unwrap().split("s=\"").nth(1);
                let style = style.map_or(0, |rest| rest.split('"').next().unwrap().parse::<usize>().unwrap());
                let at = Address::parse(place).unwrap();
                let (value, formula) =
                    (range.get_value((at.row, at.col)), formulas.get_value((at.row, at.col)));
                out.push(format!("{name} {place} {value:?} {formula:?} {}", forms[style]));
            }
            out.push(format!("{:?}", xml.split("<cols>").nth(1).map(|rest| rest.split("</cols>").next())));
            // How far a row reaches is told by the one way only; nothing rests on it.
            let mut before = 0;
            for row in xml.split("<row ").skip(1) {
                let number = row.split('"').nth(1).unwrap().parse::<u32>().unwrap();
                assert!(number > before, "{name}: row {number} after row {before}");
                before = number;
                if !row.contains("<c ") {
                    continue;
                }
                let row = row.split('>').next().unwrap();
                let told: Vec<&str> = row.split(' ').filter(|part| !part.starts_with("spans=")).collect();
                out.push(format!("{name} row {}", told.join(" ")));
            }
        }
        out
    }

    #[test]
    fn long_sheets_that_went_through_files_hold_what_they_would_hold_otherwise() {
        use super::super::{Keeping, bound};
        let mut plan = plan();
        let mut settings = (*plan.settings).clone();
        settings.catalogue.departments = (0..450)
            .map(|nth| department(&format!("X{nth}"), DepartmentKind::Territory))
            .chain([department("A", DepartmentKind::Body)])
            .collect();
        plan.settings = Arc::new(settings);
        let tasks = plan.tasks.clone();
        plan.tasks = tasks.into_iter().cycle().take(700).collect();
        plan.tasks[699].content = "Nhiệm vụ dài ".repeat(20);
        let made = |keeping| {
            let mut out = Vec::new();
            bound(&plan, &findings(), "../../input/thu", keeping, &mut out).map(|()| out).unwrap()
        };
        let (files, memory) = (made(Keeping::Files), made(Keeping::Memory));
        assert_ne!(files, memory, "nothing went through a file");
        assert_eq!(files, made(Keeping::Files));
        let (files, memory) = (looks(&files), looks(&memory));
        let unlike = |one: &[String], other: &[String]| {
            let other: std::collections::HashSet<&String> = other.iter().collect();
            one.iter().filter(|line| !other.contains(line)).take(4).cloned().collect::<Vec<_>>()
        };
        let (more, less) = (unlike(&files, &memory), unlike(&memory, &files));
        assert!(more.is_empty() && less.is_empty(), "{more:#?}\n{less:#?}");
        assert_eq!(files.len(), memory.len());
    }

    #[test]
    fn sheets_print_on_a4_landscape_with_repeated_headings_and_nothing_to_repair() {
        let bytes = workbooks(&plan(), &findings()).unwrap();
        let names = part(&bytes, "xl/workbook.xml");
        assert!(names.contains("'Chi tieu'!$5:$6"), "{names}");
        assert_eq!(names.matches("_xlnm.Print_Area").count(), 18);
        for nth in 1..=18 {
            let sheet = part(&bytes, &format!("xl/worksheets/sheet{nth}.xml"));
            assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("orientation=\"landscape\""));
            // The sheet of charts is not fitted: Excel would forget its page breaks.
            // The contents are one page; fitToHeight is 1 where nothing says so.
            assert!(nth == CHARTS || sheet.contains("<pageSetUpPr fitToPage=\"1\"/>"));
            assert!([1, CHARTS].contains(&nth) || sheet.contains("fitToHeight=\"0\""));
            assert!(sheet.contains("&amp;P/&amp;N"));
            rows_ascend(&sheet);
            merges_stay_apart(&sheet);
        }
    }

    /// Where the sheet of charts stands.
    const CHARTS: usize = 3;

    #[test]
    fn charts_stand_four_to_a_page_and_none_across_two() {
        let mut plan = plan();
        // One unit of measure for each indicator: a chart for each with two columns, one of the states, one of all.
        for (nth, indicator) in plan.indicators.iter_mut().enumerate() {
            indicator.unit = format!("đơn vị {nth}");
            indicator.figures[0] = figure(Rule::Owner, Some(exact("5")), Vec::new());
        }
        let bytes = workbooks(&plan, &findings()).unwrap();
        let drawing = part(&bytes, "xl/drawings/drawing1.xml");
        let rows: Vec<u32> = drawing
            .split("<xdr:row>")
            .skip(1)
            .map(|rest| rest.split('<').next().unwrap().parse().unwrap())
            .collect();
        let pages: Vec<(u32, u32)> = rows.chunks(2).map(|ends| (ends[0] / 31, ends[1] / 31)).collect();
        assert_eq!(pages.iter().map(|(first, _)| *first).collect::<Vec<_>>(), [0, 0, 0, 0, 1, 1, 2]);
        assert!(pages.iter().all(|(first, last)| first == last), "{pages:?}");
        let sheet = part(&bytes, &format!("xl/worksheets/sheet{CHARTS}.xml"));
        assert!(sheet.contains("<brk id=\"31\"") && sheet.contains("<brk id=\"62\""), "{sheet}");
        assert!(
            drawing.contains("descr=\"Biểu đồ cột: số liệu các năm của các chỉ tiêu tính bằng đơn vị 0\"")
        );
        assert!(part(&bytes, "xl/charts/chart1.xml").contains("<c:min val=\"0\"/>"));
    }

    #[test]
    fn values_of_another_size_stand_in_a_chart_of_their_own() {
        let mut plan = plan();
        for (indicator, value) in plan.indicators.iter_mut().zip(["10", "150", "4000", "-5000", "7"]) {
            indicator.figures =
                ["1", value].map(|text| figure(Rule::Owner, Some(exact(text)), Vec::new())).into();
        }
        let bytes = workbooks(&plan, &findings()).unwrap();
        let spans: Vec<String> = (1..=4)
            .map(|nth| {
                let chart = part(&bytes, &format!("xl/charts/chart{nth}.xml"));
                let rest = chart.split("<c:cat>").nth(1).unwrap().split("<c:f>").nth(1).unwrap();
                rest.split('<').next().unwrap().to_owned()
            })
            .collect();
        let range = |first: u32, last: u32| format!("'Trong yeu'!$C${first}:$C${last}");
        assert_eq!(spans[..3], [range(5, 6), range(7, 8), "'Trong yeu'!$C$9".to_owned()]);
        assert!(!part(&bytes, "xl/charts/chart2.xml").contains("<c:min"));
    }

    /// Rows and the cells in them stand in order and once.
    fn rows_ascend(sheet: &str) {
        let cells: Vec<Address> = sheet
            .split("<c r=\"")
            .skip(1)
            .map(|rest| Address::parse(rest.split('"').next().unwrap()).unwrap())
            .collect();
        assert!(cells.windows(2).all(|pair| pair[0] < pair[1]));
    }

    fn merges_stay_apart(sheet: &str) {
        let merges: Vec<(Address, Address)> = sheet
            .split("<mergeCell ref=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().split_once(':').unwrap())
            .map(|(first, last)| (Address::parse(first).unwrap(), Address::parse(last).unwrap()))
            .collect();
        for (nth, (first, last)) in merges.iter().enumerate() {
            for (other_first, other_last) in &merges[nth + 1..] {
                let apart = last.row < other_first.row
                    || other_last.row < first.row
                    || last.col < other_first.col
                    || other_last.col < first.col;
                assert!(apart, "{first}:{last} and {other_first}:{other_last}");
            }
        }
    }

    #[test]
    fn the_same_plan_gives_the_same_bytes() {
        assert_eq!(workbooks(&plan(), &findings()).unwrap(), workbooks(&plan(), &findings()).unwrap());
    }

    #[test]
    fn an_empty_plan_is_still_a_workbook() {
        let mut plan = plan();
        let mut settings = settings(Vec::new());
        (settings.columns, settings.comparisons) = (Vec::new(), Vec::new());
        settings.catalogue.departments.clear();
        (plan.settings, plan.indicators, plan.groups) = (Arc::new(settings), Vec::new(), Vec::new());
        (plan.tasks, plan.opinions, plan.submissions) = (Vec::new(), Vec::new(), Vec::new());
        assert_eq!(open(workbooks(&plan, &Findings::default()).unwrap()).sheet_names().len(), 19);
    }

    #[test]
    fn control_checks_point_at_the_sheet_that_holds_the_figures() {
        let mut plan = plan();
        let mut settings = (*plan.settings).clone();
        let code = plan.indicators[0].code.clone();
        let parsed = |text: &str| crate::formula::parse(text).unwrap();
        settings.catalogue.rules = vec![crate::domain::ControlRule {
            code: "RB01".into(),
            expression: format!("{code} >= 0"),
            left: parsed(&code),
            relation: crate::formula::Relation::GreaterOrEqual,
            right: parsed("0"),
            severity: crate::finding::Severity::Warning,
            message: String::new(),
            origin: origin(""),
        }];
        plan.settings = Arc::new(settings);
        let mut book = open(workbooks(&plan, &Findings::default()).unwrap());
        let formulas = book.worksheet_formula("Rang buoc").unwrap();
        let left = formulas.get_value((1, 3)).unwrap();
        assert!(left.contains("Chi tieu") || left.contains("So lieu"), "{left}");
        let unit = |plan: &Plan| {
            let sheet = open(workbooks(plan, &Findings::default()).unwrap()).worksheet_range("Rang buoc");
            sheet.unwrap().get_value((1, 7)).unwrap().to_string()
        };
        assert_eq!(unit(&plan), plan.indicators[0].unit);
        let mut settings = (*plan.settings).clone();
        settings.catalogue.rules[0].left = parsed(&format!("{code} * {code}"));
        plan.settings = Arc::new(settings);
        assert_eq!(unit(&plan), "theo biểu thức");
    }
}
